#!/usr/bin/env bash
# Installs from Debian the programs that the interop tests hold staylocal against. Needs root; asks nothing.
set -euo pipefail

packages=(
  bind9 bind9-dnsutils bind9-utils   # named, delv, dnssec-signzone, named-checkconf
  unbound unbound-host               # a second opinion on every chain
  ldnsutils                          # zones signed by another hand
  knot knot-dnssecutils              # and by a third: keymgr, kzonesign
  dnsmasq-base knot-resolver pdns-server pdns-backend-sqlite3 sqlite3 pdns-recursor dnsdist   # resolvers and servers that read what is generated
  squid haproxy nginx-light libnginx-mod-stream          # proxies that read it
  libxml2-utils libplist-utils dconf-cli yamllint openssl systemd   # checkers of formats
  dconf-gsettings-backend gsettings-desktop-schemas libglib2.0-bin   # gsettings, as GNOME reads it
  curl wget git golang-go python3 python3-requests default-jdk-headless chromium firefox-esr   # clients that are modelled
  graphviz                           # reads the graph of staylocal dnssec --dot
  redis-server                       # what a batch on many machines goes through
  prometheus                         # promtool, which reads what node_exporter is given
  iproute2                           # ss, which lists the sockets that listen
  bash zsh fish shellcheck mandoc man-db groff   # shells that complete, and what shows a man page
  distro-info-data                   # when Debian and Ubuntu end
  mmdebstrap                         # unpacks the newer resolvers below
)

# Resolvers that are newer than this Debian's, or not in it: unpacked beside the system, where a chroot finds them, and not
# installed. Where they cannot be had, their tests are skipped and say so. A mirror that lags is as good: the signature counts.
newer=/opt/staylocal-newer-peers
newer_peers() {
  [ -x "$newer/usr/sbin/kresd" ] && return
  echo "interop peers: unpacking newer resolvers into $newer"
  rm -rf "$newer"
  mmdebstrap --quiet --variant=extract --aptopt='Acquire::Check-Valid-Until "false"' \
    --include=base-files,pdns-recursor,dnscrypt-proxy,knot-resolver6 forky "$newer" ||
    { rm -rf "$newer"; echo 'interop peers: the newer resolvers cannot be had here'; }
}

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -eq 0 ]; then
  echo "interop peers: all ${#packages[@]} packages are installed"
  newer_peers
  exit 0
fi
echo "interop peers: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# The tests start their own servers on free loopback ports: the packages' services must not start.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
newer_peers
