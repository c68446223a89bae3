// Settings of programs that run networks.
#pragma once

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

}  // namespace ductus::models
