// A library to be loaded before all others: makes the n-th call that changes files fail, or kills
// the process there, whoever in the program or its libraries makes it: the kernel hands each such
// call over (seccomp). FAULT_AT counts from 1; FAULT_KIND is `kill` (before the call), `torn` (after
// half of a write), `once` (that call gives EIO) or `full` (from that call on, whatever needs room
// gives ENOSPC). "fault" on standard error tells that the call was reached.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

static atomic_long calls;
static atomic_int told;
static long wanted;
static const char* kind;

// A system call that the filter lets through, by the address behind it.
long unfiltered(long number, long a, long b, long c, long d, long e, long f);
extern const char behind_unfiltered[];
__asm__(
    ".text\n.globl unfiltered\n.hidden behind_unfiltered\n.globl behind_unfiltered\n"
    "unfiltered:\n"
    "  mov %rdi, %rax\n  mov %rsi, %rdi\n  mov %rdx, %rsi\n  mov %rcx, %rdx\n  mov %r8, %r10\n"
    "  mov %r9, %r8\n  mov 8(%rsp), %r9\n  syscall\n"
    "behind_unfiltered:\n  ret\n");

static int needs_room(long number) {
  return number != SYS_ftruncate && number != SYS_rename && number != SYS_renameat &&
         number != SYS_renameat2 && number != SYS_unlink && number != SYS_unlinkat;
}

// What the call gives instead: an error number, or 0 where it is made as usual.
static long fault_of(long number, const greg_t* r) {
  const long call = atomic_fetch_add(&calls, 1) + 1;
  if (call < wanted) return 0;
  if (!strcmp(kind, "full")) {
    if (!needs_room(number)) return 0;
    if (!atomic_exchange(&told, 1)) unfiltered(SYS_write, 2, (long)"fault\n", 6, 0, 0, 0);
    return ENOSPC;
  }
  if (call != wanted) return 0;
  unfiltered(SYS_write, 2, (long)"fault\n", 6, 0, 0, 0);
  if (!strcmp(kind, "once")) return EIO;
  if (!strcmp(kind, "torn") && (number == SYS_write || number == SYS_pwrite64) && r[REG_RDX] > 1)
    unfiltered(number, r[REG_RDI], r[REG_RSI], r[REG_RDX] / 2, r[REG_R10], 0, 0);
  unfiltered(SYS_kill, getpid(), SIGKILL, 0, 0, 0, 0);
  return EIO;
}

static void on_call(int signal, siginfo_t* info, void* context) {
  (void)signal;
  greg_t* r = ((ucontext_t*)context)->uc_mcontext.gregs;
  const long number = info->si_syscall, error = fault_of(number, r);
  r[REG_RAX] = error ? -error
                     : unfiltered(number, r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10],
                                  r[REG_R8], r[REG_R9]);
}

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(field))
#define IF(test, value, then, otherwise) \
  BPF_JUMP(BPF_JMP | test | BPF_K, (uint32_t)(value), then, otherwise)
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (uint32_t)(action))
#define CALL(number) IF(BPF_JEQ, number, 0, 1), RETURN(SECCOMP_RET_TRAP)
#define ARGUMENT(n) offsetof(struct seccomp_data, args[n])

__attribute__((constructor)) static void begin(void) {
  const char* at = getenv("FAULT_AT");
  kind = getenv("FAULT_KIND");
  if (!at || !kind) return;
  wanted = atol(at);
  struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
  sigaction(SIGSYS, &action, NULL);
  const uint64_t behind = (uint64_t)(uintptr_t)behind_unfiltered;
  struct sock_filter rules[] = {
      LOAD(offsetof(struct seccomp_data, instruction_pointer)),
      IF(BPF_JEQ, behind, 0, 3),
      LOAD(offsetof(struct seccomp_data, instruction_pointer) + 4),
      IF(BPF_JEQ, behind >> 32, 0, 1),
      RETURN(SECCOMP_RET_ALLOW),
      LOAD(offsetof(struct seccomp_data, nr)),
      // Files that are opened only to be read change nothing.
      IF(BPF_JEQ, SYS_openat, 0, 3),
      LOAD(ARGUMENT(2)),
      IF(BPF_JSET, O_CREAT, 0, 1),
      RETURN(SECCOMP_RET_TRAP),
      LOAD(offsetof(struct seccomp_data, nr)),
      IF(BPF_JEQ, SYS_open, 0, 3),
      LOAD(ARGUMENT(1)),
      IF(BPF_JSET, O_CREAT, 0, 1),
      RETURN(SECCOMP_RET_TRAP),
      LOAD(offsetof(struct seccomp_data, nr)),
      // Nor does what goes to standard output and error.
      IF(BPF_JEQ, SYS_write, 1, 0),
      IF(BPF_JEQ, SYS_writev, 0, 4),
      LOAD(ARGUMENT(0)),
      IF(BPF_JGT, 2, 0, 1),
      RETURN(SECCOMP_RET_TRAP),
      RETURN(SECCOMP_RET_ALLOW),
      CALL(SYS_pwrite64),
      CALL(SYS_pwritev),
      CALL(SYS_pwritev2),
      CALL(SYS_fsync),
      CALL(SYS_fdatasync),
      CALL(SYS_ftruncate),
      CALL(SYS_fallocate),
      CALL(SYS_copy_file_range),
      CALL(SYS_sendfile),
      CALL(SYS_rename),
      CALL(SYS_renameat),
      CALL(SYS_renameat2),
      CALL(SYS_unlink),
      CALL(SYS_unlinkat),
      CALL(SYS_mkdir),
      CALL(SYS_mkdirat),
      RETURN(SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof rules / sizeof *rules, rules};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0) return;
  write(2, "no seccomp\n", 11);
  _exit(77);
}
