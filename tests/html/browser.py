"""A headless Chromium, driven through chromedriver by the WebDriver protocol (W3C), with the standard library alone."""
import http.client
import json
import os
import re
import subprocess
import tempfile

ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
KEYS = {'Enter': '\ue007', 'Escape': '\ue00c', 'ArrowDown': '\ue015', 'ArrowUp': '\ue013', 'Tab': '\ue004', 'Backspace': '\ue003'}


class Browser:
    """A window of that size. Without `script` the pages' own JavaScript does not run."""

    def __init__(self, width=1280, height=800, dark=False, script=True):
        self.profile = tempfile.TemporaryDirectory()
        self.driver = subprocess.Popen(['chromedriver', '--port=0'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.driver.stdout:
            found = re.search(r'started successfully on port (\d+)', line)
            if found:
                break
        self.port = int(found.group(1))
        arguments = ['--headless=new', '--disable-gpu', '--hide-scrollbars', '--force-device-scale-factor=1', f'--window-size={width},{height}',
                     f'--user-data-dir={self.profile.name}', '--disable-background-networking', '--no-first-run']
        if os.getuid() == 0:
            arguments.append('--no-sandbox')
        options = {'args': arguments, 'perfLoggingPrefs': {'enableNetwork': True}}
        if not script:
            options['prefs'] = {'profile.managed_default_content_settings.javascript': 2}
        self.session = ''
        answer = self.ask('POST', '/session', {'capabilities': {'alwaysMatch': {
            'browserName': 'chrome', 'goog:chromeOptions': options, 'goog:loggingPrefs': {'browser': 'ALL', 'performance': 'ALL'}}}})
        self.session = '/session/' + answer['sessionId']
        self.devtools('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.devtools('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'}])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.ask('DELETE', '')
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.driver.stdout.close()
            self.profile.cleanup()

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=120)
        connection.request(method, self.session + path, json.dumps(body) if body is not None else None, {'Content-Type': 'application/json'})
        value = json.loads(connection.getresponse().read())['value']
        connection.close()
        if isinstance(value, dict) and 'error' in value:
            raise RuntimeError(value['error'] + ': ' + value['message'].split('\n')[0])
        return value

    def devtools(self, command, **parameters):
        return self.ask('POST', '/goog/cdp/execute', {'cmd': command, 'params': parameters})

    def open(self, path):
        self.logs('browser')
        self.logs('performance')
        self.ask('POST', '/url', {'url': 'file://' + os.path.abspath(path)})

    def logs(self, kind):
        return self.ask('POST', '/se/log', {'type': kind})

    def run(self, script, *arguments):
        """Runs a script, which can read `arguments`, and returns its result."""
        return self.ask('POST', '/execute/sync', {'script': script, 'args': list(arguments)})

    def find(self, css):
        return [element[ELEMENT] for element in self.ask('POST', '/elements', {'using': 'css selector', 'value': css})]

    def text(self, css):
        """The visible texts of all such elements."""
        return [self.ask('GET', f'/element/{element}/text') for element in self.find(css)]

    def click(self, css, number=0):
        self.ask('POST', f'/element/{self.find(css)[number]}/click', {})

    def press(self, *keys):
        """Presses keys, given by name or as text, in the element that has the focus."""
        actions = []
        for key in ''.join(KEYS.get(key, key) for key in keys):
            actions += [{'type': 'keyDown', 'value': key}, {'type': 'keyUp', 'value': key}]
        self.ask('POST', '/actions', {'actions': [{'type': 'key', 'id': 'keyboard', 'actions': actions}]})

    def requests(self):
        """The addresses that pages have loaded since the last call."""
        events = [json.loads(entry['message'])['message'] for entry in self.logs('performance')]
        return [event['params']['request']['url'] for event in events if event['method'] == 'Network.requestWillBeSent']

    def complaints(self):
        """The errors and warnings in the console since the last call."""
        return [entry['message'] for entry in self.logs('browser') if entry['level'] in ('SEVERE', 'WARNING')]

    def picture(self):
        """The window as PNG, in base64."""
        return self.ask('GET', '/screenshot')
