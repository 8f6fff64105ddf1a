/* A frame of a kernel stack of Linux 2.6.29 to 6.12: in /proc/PID/stack and in the kernel's log. */
#ifndef ST_NATIVE_KERNEL_KERNELFRAME_H
#define ST_NATIVE_KERNEL_KERNELFRAME_H

#include "record/thread.h"

/* Takes a frame's line apart; the frame's texts point into the line. False: it is no frame. */
bool kernelframe_parse(struct bytes line, struct frame *frame);

/* `0xffffffffa04ab03d`, of OpenWrt `0xffffffc000c81e2c [loom@000000006b7888f1+0x12000]`: a frame without a name, among others. */
bool kernelframe_parse_nameless(struct bytes line, struct frame *frame);

/*
 * `[<c0124abc>] (vfs_read) from [<c0124ccc>] (ksys_read+0x6c/0xdc)`: on 32-bit ARM each line has two frames, and the next
 * one begins with the second.
 */
bool kernelframe_parse_arm(struct bytes line, struct frame *callee, struct frame *caller);

/* Whether the line ends a stack, as it does before Linux 5.2: `[<ffffffffffffffff>] 0xffffffffffffffff`. */
bool kernelframe_is_end(struct bytes line);

#endif
