#!/usr/bin/env python3
"""Checks of the manuals, the completions and the schema, for tests/docs.bats.

docs.py examples [--rewrite] BIN PAGE ...   runs the examples of manual pages, and compares their output with
                                            the page (--rewrite: puts it into the page)
docs.py options BIN MAN COMPLETIONS         help, manual, synopsis and completions have to have the same options
docs.py schema SCHEMA                       every line of standard input has to be valid
docs.py refuses SCHEMA                      no line of standard input may be valid

BIN is the folder of the commands. An example is a display (`.Bd -literal`) in the section EXAMPLES. A line that starts
with `$ ` is a command for sh, which goes on in lines that start with `> `; the lines after that are all that it prints to
standard output and standard error. The examples of a page run one after the other, in a folder with a copy of examples/.

Ends with status 1 and a report on standard output if something is wrong.
"""
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

COMMANDS = ['st-show', 'st-collect', 'st-parse-gdb', 'st-parse-pylog', 'st-annotate', 'st-group', 'st-render', 'st-describe',
            'st-describe-python-log', 'st-describe-python-stacktrace']
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ESCAPES = [('\\(aq', "'"), ('\\(ga', '`'), ('\\(ha', '^'), ('\\(ti', '~'), ('\\&', ''), ('\\e', '\\')]


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def from_mdoc(line):
    return re.sub(r'\\(\(..|.)', lambda m: dict(ESCAPES)[m.group(0)], line)


def to_mdoc(line):
    marks = {plain: mark for mark, plain in ESCAPES if plain}
    line = ''.join(marks.get(character, character) for character in line)
    if line.endswith(' '):
        line += '\\&'
    return '\\&' + line if line.startswith('.') else line


# Examples

def split_page(text):
    """The page in pieces: a list of lines for the inside of each display in EXAMPLES, and strings for the rest."""
    pieces, inside, display = [''], False, None
    for line in text.splitlines():
        if line.startswith('.Sh '):
            inside = line == '.Sh EXAMPLES'
        if display is not None and line == '.Ed':
            pieces += [display, '']
            display = None
        if display is not None:
            display.append(from_mdoc(line))
            continue
        pieces[-1] += line + '\n'
        if inside and line.startswith('.Bd -literal'):
            display = []
    return pieces


def split_display(lines, page):
    """Pairs of a command's lines, unchanged, and the lines that it should print."""
    pairs = []
    for line in lines:
        if line.startswith('$ '):
            pairs.append(([line], []))
        elif not pairs:
            sys.exit('%s: a display in EXAMPLES does not begin with a command: %s' % (page, line))
        elif line.startswith('> ') and not pairs[-1][1]:
            pairs[-1][0].append(line)
        else:
            pairs[-1][1].append(line)
    return pairs


def run_display(lines, page, folder, environment):
    out = []
    for command, _ in split_display(lines, page):
        done = subprocess.run(['sh', '-c', '\n'.join(line[2:] for line in command)], cwd=folder,
                              env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=60)
        out += command + done.stdout.decode('utf-8').splitlines()
    return out


def run_page(bin_folder, page, rewrite):
    environment = {'PATH': os.path.abspath(bin_folder) + ':' + os.environ['PATH'], 'LC_ALL': 'C.UTF-8',
                   'HOME': os.environ.get('HOME', '/')}
    pieces, wrong, count = split_page(read(page)), [], 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(ROOT, 'examples'), os.path.join(folder, 'examples'))
        for i, piece in enumerate(pieces):
            if not isinstance(piece, list):
                continue
            count += 1
            got = run_display(piece, page, folder, environment)
            if got != piece:
                wrong += difflib.unified_diff(piece, got, page, 'what it prints', lineterm='')
            pieces[i] = ''.join(to_mdoc(line) + '\n' for line in got)
    if count == 0:
        wrong.append('%s: no examples' % page)
    if rewrite and read(page) != ''.join(pieces):
        with open(page, 'w', encoding='utf-8') as file:
            file.write(''.join(pieces))
    return wrong


def examples(arguments):
    rewrite = arguments[0] == '--rewrite'
    bin_folder, *pages = arguments[rewrite:]
    return [line for page in pages for line in run_page(bin_folder, page, rewrite)]


# Options: each is a tuple of letter or '', long name, and the first word of its argument or ''

def argument_word(text):
    return re.match(r'[a-z]*', text.strip().lower()).group(0)


def help_options(bin_folder, command):
    text = subprocess.run([os.path.join(bin_folder, command), '--help'], check=True,
                          stdout=subprocess.PIPE).stdout.decode()
    return {(letter or '', name, argument_word(argument)) for letter, name, argument in
            re.findall(r'^ {2}(?:-(\w), |    )--([\w-]+)(?:(?: |\[=)([A-Z]\S*))?', text, re.M)}


def section(page, name):
    return re.search(r'^\.Sh %s\n(.*?)(?=^\.Sh )' % name, page, re.M | re.S).group(1)


def manual_options(page):
    return {(letter or '', name, argument_word(argument)) for letter, name, argument in
            re.findall(r'^\.It (?:Fl (\w) , )?Fl -([\w-]+)(?:(?: Ns Op = Ns)? Ar (.*))?$', section(page, 'DESCRIPTION'), re.M)}


def synopsis_options(page, options):
    """The options in the synopsis, as the tuples of `options`; one that is not among these as it is written."""
    found = set()
    for name, argument in re.findall(r'Fl (-?[\w-]+)(?:(?: Ns Op = Ns)? Ar (\S+))?', section(page, 'SYNOPSIS')):
        same = [o for o in options if name in (o[0], '-' + o[1]) and o[2] == argument_word(argument)]
        found.add(same[0] if same else ('', name, argument))
    return found


def bash_options(folder, command):
    script = '. "$1" || exit; COMP_WORDS=("$2" -) COMP_CWORD=1; _stacktraces "$2" - "$2"; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(['bash', '-c', script, 'bash', os.path.join(folder, 'stacktraces.bash'), command],
                          check=True, stdout=subprocess.PIPE)
    return set(done.stdout.decode().split())


def zsh_options(folder, command):
    """The options in the specifications for _arguments, in the command's branch and in the arrays that it names."""
    text = read(os.path.join(folder, '_stacktraces'))
    specs = re.search(r'^\t%s\)\n(.*?);;' % command, text, re.M | re.S).group(1)
    arrays = dict(re.findall(r'^(\w+)=\(\n(.*?)^\)', text, re.M | re.S))
    for _ in arrays:
        specs = re.sub(r'\$(\w+)', lambda m: arrays[m.group(1)], specs)
    braces = re.findall(r'\{(-\w),(--[\w-]+)=?\}', specs)
    return {word for pair in braces for word in pair} | set(re.findall(r"(?<![\w-])(--[\w-]+)=?\[", specs))


def fish_options(folder, command):
    found = set()
    for line in read(os.path.join(folder, 'stacktraces.fish')).splitlines():
        words = re.match(r'complete((?: -c [\w-]+)+) (.*)', line)
        if words is None or ' -c %s ' % command not in words.group(1) + ' ':
            continue
        found |= {'-' + letter for letter in re.findall(r'(?:^| )-s (\w)', words.group(2))}
        found |= {'--' + name for name in re.findall(r'(?:^| )-l ([\w-]+)', words.group(2))}
    return found


def words_of(options):
    return {'-' + letter for letter, _, _ in options if letter} | {'--' + name for _, name, _ in options}


def options(arguments):
    bin_folder, man, completions = arguments
    wrong = []
    for command in COMMANDS:
        known = help_options(bin_folder, command)
        page = read(os.path.join(man, command + '.1'))
        sides = [('DESCRIPTION', known, manual_options(page)),
                 ('SYNOPSIS', known, synopsis_options(page, known)),
                 ('bash', words_of(known), bash_options(completions, command)),
                 ('zsh', words_of(known), zsh_options(completions, command)),
                 ('fish', words_of(known), fish_options(completions, command))]
        wrong += ['%s: --help has %s, %s has not' % (command, option, side)
                  for side, has, shown in sides for option in sorted(has - shown)]
        wrong += ['%s: %s has %s, --help has not' % (command, side, option)
                  for side, has, shown in sides for option in sorted(shown - has)]
        if len(known) < (2 if command == 'st-describe-python-stacktrace' else 5):
            wrong.append('%s: --help shows %d options' % (command, len(known)))
    return wrong


# Schema

def validator(path):
    import jsonschema
    schema = json.loads(read(path))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def lines_of_input():
    return [line for line in sys.stdin.buffer.read().decode('utf-8', 'strict').split('\n') if line]


def schema(arguments):
    check, wrong, seen, count = validator(arguments[0]), [], set(), 0
    for line in lines_of_input():
        count += 1
        if line in seen:
            continue
        seen.add(line)
        for error in check.iter_errors(json.loads(line)):
            wrong.append('%s: %s in %.300s' % (error.json_path, error.message[:300], line))
    print('%d records' % count)
    return wrong if count > 0 else ['no records']


def refuses(arguments):
    check = validator(arguments[0])
    return ['is valid: ' + line for line in lines_of_input() if check.is_valid(json.loads(line))]


def main():
    subcommands = {'examples': examples, 'options': options, 'schema': schema, 'refuses': refuses}
    if len(sys.argv) < 3 or sys.argv[1] not in subcommands:
        sys.exit(__doc__)
    wrong = subcommands[sys.argv[1]](sys.argv[2:])
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
