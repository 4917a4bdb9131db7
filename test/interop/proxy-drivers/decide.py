"""What urllib and requests decide, without a request: cases of variables and URL in, a decision each out, as JSON."""
import json, os, sys, urllib.request

import requests
from requests.adapters import BaseAdapter
from requests.utils import select_proxy


class Stop(Exception):
    pass


class Http(urllib.request.HTTPHandler):
    def http_open(self, req):
        raise Stop(req)


class Https(urllib.request.HTTPSHandler):
    def https_open(self, req):
        raise Stop(req)


class Adapter(BaseAdapter):
    def send(self, request, **options):
        raise Stop(select_proxy(request.url, options.get("proxies")) is not None)

    def close(self):
        pass


def by_urllib(url):
    try:
        urllib.request.build_opener(Http, Https).open(url)
    except Stop as stop:
        req = stop.args[0]
        return bool(req.has_proxy() or getattr(req, "_tunnel_host", None))


def by_requests(url):
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, Adapter())
    try:
        session.get(url)
    except Stop as stop:
        return stop.args[0]


def decide(ask, case):
    for name in [name for name in os.environ if name.lower().endswith("_proxy") or name == "REQUEST_METHOD"]:
        del os.environ[name]
    os.environ.update(case["env"])
    try:
        return "proxy" if ask(case["url"]) else "direct"
    except Exception:
        return "failure"


cases = json.load(sys.stdin)
json.dump(
    {
        "version": requests.__version__,
        "urllib": [decide(by_urllib, case) for case in cases],
        "requests": [decide(by_requests, case) for case in cases],
    },
    sys.stdout,
)
