#include "process/sandbox.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>

namespace cvextract::process {

namespace {

// Names, not numbers: a name that an architecture or an older libseccomp does not know is passed over.
constexpr std::array kForbidden = {
    // network
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendmmsg",
    // programs and other processes
    "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_open",
    "pidfd_getfd", "pidfd_send_signal", "kcmp", "kill", "tkill", "rt_sigqueueinfo", "setpriority", "setsid", "setpgid",
    // the file system
    "unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink",
    "symlinkat", "mknod", "mknodat", "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown",
    "fchownat", "truncate", "ftruncate", "creat", "openat2", "utime", "utimes", "utimensat", "futimesat", "setxattr",
    "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "mount", "umount", "umount2", "pivot_root",
    "chroot", "swapon", "swapoff", "open_by_handle_at", "name_to_handle_at", "fsopen", "fsconfig", "fsmount", "fspick",
    "move_mount", "open_tree", "mount_setattr", "quotactl",
    // identities and the kernel
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "capset", "unshare", "setns",
    "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "add_key",
    "request_key", "keyctl", "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname", "acct", "syslog",
    "iopl", "ioperm", "personality", "memfd_create", "memfd_secret", "fanotify_init", "inotify_add_watch"};
constexpr std::array kForks = {"fork", "vfork"};

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

// False when a rule for a system call that exists here is refused.
bool deny(const Filter& filter, const char* call) {
    const int number = seccomp_syscall_resolve_name(call);
    if (number == __NR_SCMP_ERROR) return true;
    const int error = seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), number, 0);
    return error == 0 || error == -EDOM || error == -EEXIST;
}

// Opening for writing or creating: the flags are in argument `index` of the call.
bool deny_writing(const Filter& filter, int call, unsigned index) {
    const auto when = [&](scmp_datum_t mask, scmp_datum_t value) {
        const scmp_arg_cmp flags{index, SCMP_CMP_MASKED_EQ, mask, value};
        return seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(EACCES), call, 1, &flags) == 0;
    };
    return when(O_ACCMODE, O_WRONLY) && when(O_ACCMODE, O_RDWR) && when(O_CREAT, O_CREAT) && when(O_TRUNC, O_TRUNC);
}

bool filter_system_calls(const Confinement& confinement) {
    const Filter filter(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
    if (!filter) return false;
    bool whole = std::all_of(kForbidden.begin(), kForbidden.end(), [&](const char* c) { return deny(filter, c); });
#ifdef SYS_open
    whole = whole && deny_writing(filter, SCMP_SYS(open), 1);
#endif
    whole = whole && deny_writing(filter, SCMP_SYS(openat), 2);
    if (!confinement.create_processes) {
        whole = whole && std::all_of(kForks.begin(), kForks.end(), [&](const char* c) { return deny(filter, c); });
        // Threads share the signal handlers' table; whatever does not is a process. The flags of clone3 lie in memory,
        // where a filter cannot look: the C library falls back to clone.
        const scmp_arg_cmp no_thread{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0};
        whole = whole &&
                seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, &no_thread) == 0 &&
                seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
    }
    return whole && seccomp_load(filter.get()) == 0;
}

int landlock_version() {
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : static_cast<int>(version);
}

// Rights that are named and given to no path are denied everywhere.
bool lock_file_system(int version) {
    landlock_ruleset_attr rules{};
    rules.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                              LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                              LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                              LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                              LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
    constexpr std::uint64_t kRefer = 1U << 13, kTruncate = 1U << 14;  // newer than Debian 12's headers
    if (version >= 2) rules.handled_access_fs |= kRefer;
    if (version >= 3) rules.handled_access_fs |= kTruncate;
    const long fd = ::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    if (fd < 0) return false;
    const bool locked = ::syscall(SYS_landlock_restrict_self, static_cast<int>(fd), 0) == 0;
    ::close(static_cast<int>(fd));
    return locked;
}

}  // namespace

Protection confine(const Confinement& confinement) {
    Protection protection;
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return protection;
    const int version = landlock_version();
    if (version > 0 && lock_file_system(version)) protection.landlock = version;
    protection.seccomp = filter_system_calls(confinement);
    return protection;
}

Protection available_protection() {
    Protection protection;
    protection.seccomp = ::prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
    protection.landlock = landlock_version();
    return protection;
}

}  // namespace cvextract::process
