// DUCTUS_CLONES: compile a function once a processor generation and let the loader choose.
#pragma once

/// Put before the definition of a hot loop that the compiler vectorises: x86-64-v4 (AVX-512), v3 (AVX2) and
/// the baseline are built, and the best that the processor has is bound when the program is loaded.
/// Empty elsewhere, of GCC before 12 (it knows no such levels), and under sanitizers, whose run time starts
/// after those choices are made.
#if defined(__x86_64__) && defined(__GNUC__) && __GNUC__ >= 12 && !defined(__clang__) && \
    !defined(DUCTUS_SANITIZED)
#define DUCTUS_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define DUCTUS_CLONES
#endif
