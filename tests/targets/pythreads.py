"""Python threads whose stacks are known: usage: pythreads.py [still | alone]

When all threads stand still, or run in their loops, it prints a line of JSON: [{"lwp", "name", "moves", "stacks"}, ...].
`stacks` has every stack that the thread can have, innermost frame first; a frame is [function, file, line]. For a thread
that stands still it comes from sys._current_frames(), for one that runs from a trace function during three rounds of its
loop. `still`: no thread runs; `alone`: one runs, and keeps the GIL. Ends when standard input ends.
"""
import json
import queue
import select
import socket
import sys
import threading
import time

GIVEN_UP = time.monotonic() + 60  # threads that stand still do so long before


def stack_of(frame):
    stack = []
    while frame is not None:
        code = frame.f_code
        stack.append([getattr(code, 'co_qualname', code.co_name), code.co_filename, frame.f_lineno])
        frame = frame.f_back
    return stack


# Threads that stand still, each in a different way.
class Shop:
    def __init__(self):
        self.stock, self.books = threading.Lock(), threading.Lock()
        self.both = threading.Barrier(2)

    def pay(self):
        with self.stock:
            self.both.wait()
            with self.books:
                pass

    def audit(self):
        with self.books:
            self.both.wait()
            with self.stock:
                pass


def take(items):
    return items.get()


def in_c(items):
    return sorted([3, 2, 1], key=lambda item: take(items))


def in_generator(items):
    def numbers():
        yield 1
        yield take(items)
    return [number for number in numbers()]


def deep(items, depth):
    if depth == 0:
        return take(items)
    return deep(
        items,
        depth - 1)


def in_except(items):
    try:
        raise ValueError('one')
    except ValueError:
        try:
            [][1]
        except IndexError:
            return take(items)
        finally:
            items = None


def grüße(items):
    return eval('take(items)', {'take': take, 'items': items})


def far_down(items):
    return exec(compile('\n' * 70000 + 'take(items)', '<ein \U0001f40d weit unten>', 'exec'), {'take': take, 'items': items})


class Managed:
    def __init__(self, items):
        self.items = items

    def __enter__(self):
        return self

    def __exit__(self, *nothing):
        take(self.items)

    @property
    def value(self):
        return take(self.items)

    def __getattr__(self, name):
        return take(self.items)


def in_exit(items):
    with Managed(items):
        items = None


def in_property(items):
    return Managed(items).value


def in_getattr(items):
    return Managed(items).nothing


def in_socket(pair):
    return pair[0].recv(1)


def in_select(pair):
    return select.select([pair[0]], [], [])


def long_lines(items):
    return (items and
            take(
                items),
            1)


# Threads that run.
def leaf(number):
    return number + 1


def step_calls():
    number = 0
    for _ in range(20):
        number = leaf(number)


def step_recursion(depth=12):
    if depth > 0:
        step_recursion(depth - 1)


def counting():
    for number in range(8):
        yield leaf(number)


def step_generator():
    return sum(counting())


def step_c():
    sorted([3, 1, 2], key=lambda number: leaf(number))


def fail():
    raise KeyError('one')


def step_raise():
    try:
        fail()
    except KeyError:
        pass


class Mover(threading.Thread):
    def __init__(self, step):
        super().__init__(daemon=True, name='moves in ' + step.__name__)
        self.step, self.rounds, self.stacks, self.ready = step, 0, [], threading.Event()

    def note(self, stack):
        if stack not in self.stacks:
            self.stacks.append(stack)

    def trace(self, frame, event, argument):
        stack, code = stack_of(frame), frame.f_code
        self.note(stack)
        # instructions without a line number are not traced
        if hasattr(code, 'co_lines') and any(line is None for _, _, line in code.co_lines()):
            self.note([stack[0][:2] + [None]] + stack[1:])
        return self.trace

    def settle(self):
        sys.settrace(None)
        self.ready.set()

    def run(self):
        sys.settrace(self.trace)
        self.move()

    def move(self):
        step = self.step
        while True:
            step()
            self.rounds += 1
            if self.rounds == 3:
                self.settle()


def begin(function, *arguments):
    threading.Thread(target=function, args=arguments, daemon=True, name='stands in ' + function.__name__).start()


def stand():
    items, shop, pair = queue.Queue(), Shop(), socket.socketpair()
    for function in (in_c, in_generator, in_except, grüße, far_down, in_exit, in_property, in_getattr, long_lines):
        begin(function, items)
    begin(deep, items, 40)
    begin(deep, items, 300)
    begin(shop.pay)
    begin(shop.audit)
    begin(in_socket, pair)
    begin(in_select, pair)
    return shop, pair


def native_ids():
    return {thread.ident: (thread.native_id, thread.name) for thread in threading.enumerate()}


def still(movers):
    """The stacks of the other threads, once they have been the same for a while."""
    own = [threading.get_ident()] + [mover.ident for mover in movers]
    before, same = None, 0
    while same < 10 and time.monotonic() < GIVEN_UP:
        now = {ident: stack_of(frame) for ident, frame in sys._current_frames().items() if ident not in own}
        same = same + 1 if now == before else 0
        before = now
        time.sleep(0.05)
    return before


def main():
    threading.stack_size(1024 * 1024)  # core files contain all of it
    kept = stand()
    steps = (step_calls, step_recursion, step_generator, step_c, step_raise)
    movers = [Mover(step) for step in {'still': (), 'alone': (step_raise,)}.get(' '.join(sys.argv[1:]), steps)]
    for mover in movers:
        mover.start()
        mover.ready.wait(60)
    names = native_ids()
    threads = [{'lwp': names[ident][0], 'name': names[ident][1], 'moves': False, 'stacks': [stack]}
               for ident, stack in still(movers).items()]
    threads += [{'lwp': mover.native_id, 'name': mover.name, 'moves': True, 'stacks': mover.stacks} for mover in movers]
    threads.append(dict(zip(('lwp', 'name', 'moves', 'stacks'), names[threading.get_ident()] + (False, []))))
    threads[-1]['stacks'] = [[['main', __file__, MAIN_WAITS]] + stack_of(sys._getframe())[1:]]
    print(json.dumps(threads), flush=True)
    sys.stdin.buffer.raw.read(1)
    return kept


with open(__file__, encoding='utf-8') as source:
    MAIN_WAITS = 1 + source.read().split('\n').index('    sys.stdin.buffer.raw.read(1)')
main()
