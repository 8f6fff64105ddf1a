import json, logging, sys
logging.basicConfig(stream=sys.stdout, level=logging.INFO,
                    format='%(asctime)s %(levelname)s %(name)s: %(message)s')
log = logging.getLogger('shop.orders')


class OrderError(Exception):
    pass


def parse(text):
    return json.loads(text)['items']


def price(text):
    try:
        return sum(item['price'] for item in parse(text))
    except KeyError as error:
        raise OrderError('no price in order %s' % text) from error


def handle(number, text):
    try:
        log.info('order %d costs %d', number, price(text))
    except Exception:
        log.exception('order %d failed', number)


for number, text in enumerate(['{"items": [{"price": 3}]}', '{"items": [{}]}', '', '{"items": [{"price": 4}]}', '{"items": [{}]}'], 1):
    handle(number, text)
