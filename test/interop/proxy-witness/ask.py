"""What urllib, requests, httpx, aiohttp and GLib answer, without a request. Input: the library, rules, URLs; output: its
version, and a row of letters for each rule: b (direct), p (by the proxy), x (fails)."""
import json, os, sys, urllib.request

PROXY = "http://p.invalid:1"


def by_urllib(rule):
    return lambda url: urllib.request.proxy_bypass_environment(urllib.request.Request(url).host, {"no": rule})


def by_requests(rule):
    import requests

    def ask(url):
        prepared = requests.Request("GET", url).prepare().url
        proxies = requests.utils.get_environ_proxies(prepared)
        return requests.utils.select_proxy(prepared, proxies) is None

    return ask


def by_httpx(rule):
    import httpx

    client = httpx.Client()
    return lambda url: client._transport_for_url(httpx.URL(url)) is client._transport


def by_aiohttp(rule):
    from aiohttp.helpers import get_env_proxy_for_url
    from yarl import URL

    def ask(url):
        parsed = URL(url)
        try:
            get_env_proxy_for_url(parsed)
            return False
        except LookupError:
            return True

    return ask


def by_gio(rule):
    from gi.repository import Gio

    resolver = Gio.SimpleProxyResolver.new(PROXY, [one.strip() for one in rule.split(",")] if rule else [])
    return lambda url: resolver.lookup(url, None) == ["direct://"]


def version(library):
    if library == "urllib":
        return sys.version.split()[0]
    if library == "gio":
        from gi.repository import GLib

        return f"{GLib.MAJOR_VERSION}.{GLib.MINOR_VERSION}.{GLib.MICRO_VERSION}"
    return __import__(library).__version__


def row(library, rule, urls):
    os.environ["no_proxy"] = rule
    try:
        ask = globals()[f"by_{library}"](rule)
    except Exception:
        return "x" * len(urls)
    letters = ""
    for url in urls:
        try:
            letters += "b" if ask(url) else "p"
        except Exception:
            letters += "x"
    return letters


plan = json.load(sys.stdin)
for scheme in ("http", "https"):
    os.environ[f"{scheme}_proxy"] = PROXY
answers = [row(plan["library"], rule, plan["urls"]) for rule in plan["rules"]]
json.dump({"version": version(plan["library"]), "answers": answers}, sys.stdout)
