/* The names of records' types and members: st-records(5). One spelling, here. */
#ifndef ST_RECORD_NAMES_H
#define ST_RECORD_NAMES_H

#define NAME_TYPE "type"
#define TYPE_CAPTURE "capture"
#define TYPE_THREAD "thread"
#define TYPE_TRACEBACK "traceback"
#define TYPE_GROUP "group"

/* of a process */
#define NAME_PROCESS "process"
#define NAME_PID "pid"
#define NAME_EXE "exe"
#define NAME_CORE "core"
#define NAME_HOST "host"
#define NAME_COMMAND "command"

/* of a capture */
#define NAME_TEXT "text"
#define NAME_THREADS "threads"
#define NAME_TOOL_VERSION "tool_version"
#define NAME_MAX_FRAMES "max_frames"
#define NAME_STOPPED_MS "stopped_ms"
#define NAME_STATUS "status"

/* of a thread */
#define NAME_TOOL "tool"
#define NAME_TIME "time"
#define NAME_SAMPLE "sample"
#define NAME_TID "tid"
#define NAME_INFERIOR "inferior"
#define NAME_LWP "lwp"
#define NAME_PTHREAD "pthread"
#define NAME_COMM "comm"
#define NAME_TARGET "target"
#define NAME_SYSCALL "syscall"
#define NAME_CURRENT "current"
#define NAME_CRASHED "crashed"
#define NAME_SIGNAL "signal"
#define NAME_EXITED "exited"
#define NAME_EXIT_VALUE "exit_value"
#define NAME_START_FUNCTION "start_function"
#define NAME_FRAMES "frames"
#define NAME_STOPPED "stopped"
#define NAME_TRUNCATED "truncated"
#define NAME_SOURCE "source"

/* of a frame (and file, line also of a source) */
#define NAME_LEVEL "level"
#define NAME_ADDRESS "address"
#define NAME_FUNCTION "function"
#define NAME_ARGS "args"
#define NAME_LOCALS "locals"
#define NAME_NAME "name"
#define NAME_VALUE "value"
#define NAME_MODULE "module"
#define NAME_OFFSET "offset"
#define NAME_FILE "file"
#define NAME_LINE "line"
#define NAME_COLUMN "column"
#define NAME_BUILD_ID "build_id"
#define NAME_INLINED "inlined"
#define NAME_SIGNAL_HANDLER "signal_handler"
#define NAME_RAW "raw"

/* of a traceback (language also of a thread, repeated of a frame) */
#define NAME_LANGUAGE "language"
#define NAME_EXCEPTION "exception"
#define NAME_MESSAGE "message"
#define NAME_REPEATED "repeated"
#define NAME_CHAIN "chain"
#define NAME_RELATION "relation"
#define NAME_EXCEPTIONS "exceptions"
#define NAME_OMITTED "omitted"
#define NAME_THREAD "thread"
#define NAME_LOG "log"
#define NAME_TIMESTAMP "timestamp"
#define NAME_LOGGER "logger"
#define NAME_ORIGIN "origin"
#define NAME_LINES "lines"

/* what st-annotate adds */
#define NAME_ROLE "role"
#define NAME_STATE "state"
#define NAME_TRIMMED "trimmed"
#define NAME_ISSUE "issue"
#define NAME_ID "id"
#define NAME_KNOWN "known"
#define NAME_FINGERPRINT "fingerprint"
#define NAME_FINGERPRINT_TEXT "fingerprint_text"
#define NAME_PACK "pack"

/* of a group */
#define NAME_OF "of"
#define NAME_BY "by"
#define NAME_FUNCTIONS "functions" /* a key, and no member */
#define NAME_COUNT "count"
#define NAME_MEMBERS "members"
#define NAME_MEMBERS_MORE "members_more"
#define NAME_FIRST "first"
#define NAME_LAST "last"
#define NAME_MESSAGES "messages"
#define NAME_MESSAGES_MORE "messages_more"
#define NAME_WAS "was"
#define NAME_UNUSED "unused"
#define NAME_TEMPLATE "template"

#endif
