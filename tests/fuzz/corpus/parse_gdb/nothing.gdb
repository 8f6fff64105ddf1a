ptrace: Operation not permitted.
No threads.
