#pragma once

namespace cvextract::process {

/// What a confined process keeps. It never keeps the network, starting programs or other processes, looking into
/// others (ptrace), changing the file system, or the kernel's rarer doors (bpf, io_uring, keys, modules, namespaces).
struct Confinement {
    bool create_processes = false;  ///< may fork (a supervisor's own child that starts workers)
};

/// Which of the kernel's means are in force.
struct Protection {
    bool seccomp = false;  ///< system calls are filtered
    int landlock = 0;      ///< version of Landlock's interface in force; 0: the kernel has none
    [[nodiscard]] bool complete() const { return seccomp && landlock > 0; }
};

/// Confines the calling process for good: no new privileges, a seccomp filter (libseccomp) under which forbidden system
/// calls fail with EPERM, and Landlock with nothing writable. Reading stays allowed, because fonts and character maps
/// are looked up on demand; files opened before stay open. Call it in a worker before it touches untrusted bytes and
/// while it has one thread. What the kernel lacks is left out and told in the result, never an error.
Protection confine(const Confinement& confinement = {});

/// What this kernel offers, without confining anyone.
[[nodiscard]] Protection available_protection();

}  // namespace cvextract::process
