// Settings of programs that run networks.
#pragma once

#include <cstdint>

namespace ductus::models {

/// Call first thing in main, before LibTorch computes anything.
///
/// Lines come in many widths, and oneDNN makes a kernel for every shape that it meets: its cache is made
/// large enough to keep them. Linking this file also settles the heap: networks free and allocate their
/// activations at every step, from several threads. glibc gives the memory back to the kernel and faults it
/// in again, or, told not to, lets the threads wait for each other; jemalloc, which the networks link, keeps
/// it, in arenas of their own. (Line training on two threads: 255 lines/s with glibc told to keep its heap,
/// 345 with jemalloc.)
void prepare_process();

struct HeapUse {
  int64_t in_use_bytes = 0;
  int64_t kept_bytes = 0;  ///< freed, but not given back to the kernel
};

/// Of the whole process; both 0 where the heap is a sanitizer's.
HeapUse heap_use();

/// Gives freed memory back when more than `limit_bytes` of it is kept; says whether it did. Batches of many
/// shapes leave more and more of it behind in pieces that fit no other: a training on lines that had 61 MB in
/// use kept 0.5 GB after a minute and 1.2 GB after three, and one was seen to end with 13 GB. Asking costs
/// some microseconds.
bool limit_kept_memory(int64_t limit_bytes);

}  // namespace ductus::models
