"""Asks for every URL under every rule with urllib or requests; a marker line to the proxy ends each rule."""
import json, os, socket, sys, urllib.request

plan = json.load(sys.stdin)
library, proxy = plan["library"], plan["proxy"]
host, port = proxy.split(":")


def marker(index):
    with socket.create_connection((host, int(port)), 5) as connection:
        connection.sendall(f"MARK {index}\r\n\r\n".encode())
        connection.recv(100)


def by_urllib(url):
    urllib.request.urlopen(url, timeout=5)


def by_requests(url):
    import requests

    requests.get(url, timeout=5)


for name in ("http_proxy", "https_proxy"):
    os.environ[name] = f"http://{proxy}"
for index, rule in enumerate(plan["rules"]):
    os.environ["no_proxy"] = rule
    for url in plan["urls"]:
        try:
            (by_urllib if library == "urllib" else by_requests)(url)
        except Exception:
            pass
    marker(index)
if library == "urllib":
    print(sys.version.split()[0])
else:
    import requests

    print(requests.__version__)
