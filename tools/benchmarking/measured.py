"""Runs a command on given cores and writes its wall seconds and peak memory in kB into a file. A process
of its own, and a small one: what a process takes at least, by the kernel's account, is what started it."""
import os
import sys
import time

result, cpus, *command = sys.argv[1:]
os.sched_setaffinity(0, {int(cpu) for cpu in cpus.split(",")})
start = time.perf_counter()
process = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(process, 0)
seconds = time.perf_counter() - start
with open(result, "w", encoding="utf-8") as file:
    file.write(f"{seconds} {usage.ru_maxrss}")
sys.exit(max(os.waitstatus_to_exitcode(status), -1) % 256)
