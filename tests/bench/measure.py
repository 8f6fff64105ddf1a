"""Functions of the benchmarks: measure instructions, processor time and memory, and make the inputs."""
import json
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = 5


def generate(path, *arguments, maker='generate'):
    """Return the path of a file that a generator in this folder writes, unless an earlier run has."""
    if not os.path.exists(path):
        with open(path + '.part', 'wb') as f:
            subprocess.run([os.path.join(HERE, maker)] + [str(a) for a in arguments], stdout=f, check=True)
        os.rename(path + '.part', path)
    return path


def output_of(path, command):
    """Write the command's output to the path, and return that."""
    with open(path, 'wb') as f:
        subprocess.run(command, stdout=f, stdin=subprocess.DEVNULL, check=True)
    return path


def joined(path, parts):
    """Write what the files have, one behind the other, to the path, and return that."""
    with open(path, 'wb') as f:
        for part in parts:
            with open(part, 'rb') as g:
                f.write(g.read())
    return path


def carried(path, log, carrier):
    """Write the log's lines, each as its carrier writes it, to the path, and return that."""
    with open(path, 'w', encoding='utf-8') as f, open(log, encoding='utf-8') as lines:
        f.writelines(carrier(number, line) for number, line in enumerate(lines))
    return path


def syslog(number, line):
    second = number // 8
    return 'Nov 28 %02d:%02d:%02d web-1 app[4242]: %s' % (second // 3600 % 24, second // 60 % 60, second % 60, line)


def docker(number, line):
    second = number // 8
    time = '2026-11-28T%02d:%02d:%02d.%09dZ' % (second // 3600 % 24, second // 60 % 60, second % 60, number * 1234567 % 10**9)
    return json.dumps({'log': line, 'stream': 'stderr', 'time': time}, separators=(',', ':')) + '\n'


def count(profile, program):
    """Return the numbers of instructions in a callgrind profile: all, and those of the program without its libraries.

    Names are abbreviated: `ob=(2) /bin/x`, then only `ob=(2)`. The line after `calls=` is the callee's cost.
    """
    names, own, whole, here, callee = {}, 0, 0, None, False
    for line in profile:
        if line[0] in '0123456789+-*':
            cost = 0 if callee else int(line.split()[1])
            whole, own, callee = whole + cost, own + (cost if here == program else 0), False
        elif line.startswith(('ob=', 'cob=')):
            number, _, name = line.partition('=')[2].strip().partition(' ')
            if name:
                names[number] = name
            if line[0] == 'o':
                here = names[number]
        elif line.startswith('calls='):
            callee = True
    return whole, own


def instructions(command):
    """Return the numbers of instructions of a command: all, and those of the program without its libraries."""
    program = os.path.realpath(command[0])
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(folder, 'profile')
        subprocess.run(['valgrind', '--quiet', '--tool=callgrind', '--callgrind-out-file=' + profile, program] + command[1:],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        with open(profile) as f:
            return count(f, program)


def peak_memory(pid):
    """Return a process's peak memory so far in MB. rusage of a child would also count this script, before exec."""
    try:
        with open('/proc/%d/status' % pid) as f:
            return max([int(line.split()[1]) / 1024 for line in f if line.startswith('VmHWM')], default=0)
    except OSError:
        return 0


def measure(command):
    """Return (processor seconds, peak memory in MB, exit status, wall seconds)."""
    begun = time.monotonic()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    peak = 0
    while os.read(child.stdout.fileno(), 1 << 20):
        peak = max(peak, peak_memory(child.pid))
    _, status, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, peak, status, time.monotonic() - begun


def cheapest(commands, what=0):
    """Return the cheapest run of each command, by item `what` of measure(). They take turns, so that noise is shared."""
    best = [None] * len(commands)
    for _ in range(RUNS):
        for i, command in enumerate(commands):
            result = measure(command)
            if result[2] != 0:
                sys.exit('bench: %s: status %d' % (' '.join(command), result[2]))
            if best[i] is None or result[what] < best[i][what]:
                best[i] = result
    return best


def inputs(folder, build, threads, megabytes):
    """Return the paths of the inputs by name: logs, and the records that are made of them.

    In `mixed` the threads stand at the end of a log that has none; `syslog` and `docker` have the dense log's lines.
    """
    def stage(name):
        return os.path.join(build, 'bin', name)

    os.makedirs(folder, exist_ok=True)
    size = '-%d-%d' % (threads, megabytes)
    log = generate(os.path.join(folder, 'gdb' + size), 'log', threads)
    dense = generate(os.path.join(folder, 'dense' + size), 'dense', megabytes, maker='generate-log')
    sparse = generate(os.path.join(folder, 'sparse' + size), 'sparse', megabytes, maker='generate-log')
    return {'bt full': log, 'mixed': joined(os.path.join(folder, 'mixed' + size), [sparse, log]),
            'dense log': dense, 'sparse log': sparse,
            'syslog': carried(os.path.join(folder, 'syslog' + size), dense, syslog),
            'docker': carried(os.path.join(folder, 'docker' + size), dense, docker),
            'threads': output_of(os.path.join(folder, 'threads' + size), [stage('st-parse-gdb'), log]),
            'tracebacks': output_of(os.path.join(folder, 'tracebacks' + size), [stage('st-parse-pylog'), dense])}


# What is measured: which stage, on which input.
STAGES = [('st-parse-gdb', 'bt full'), ('st-parse-gdb', 'mixed'), ('st-parse-pylog', 'dense log'), ('st-parse-pylog', 'sparse log'),
          ('st-parse-pylog', 'syslog'), ('st-parse-pylog', 'docker'), ('st-annotate', 'threads'), ('st-annotate', 'tracebacks'), ('st-group', 'threads'), ('st-group', 'tracebacks'),
          ('st-render', 'threads'), ('st-render', 'tracebacks')]
SMALL = 100, 1  # threads and megabytes: an instruction that is counted takes fifty times as long


def group(what, stage, name, number):
    """Return a measurement as a record: a group whose functions are the input and the stage, like a profile's samples."""
    return {'type': 'group', 'of': 'thread', 'by': 'process,functions', 'count': max(1, round(number)), 'tool': 'bench',
            'process': {'exe': what}, 'frames': [{'level': 0, 'function': name}, {'level': 1, 'function': stage}], 'members': []}
