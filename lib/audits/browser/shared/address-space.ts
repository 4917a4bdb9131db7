/**
 * `LocalNetworkAccessIpAddressSpaceOverrides`: which addresses a browser takes for public, and so asks nobody about. Each
 * entry is `CIDR=SPACE` or `ADDRESS:PORT=SPACE`, IPv6 in brackets (Microsoft's page of the policy).
 */
import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;

interface Override {
  readonly covers: (address: Address, port: number) => boolean;
  readonly space: string;
}

/** The entry that makes the first of these places public, where each of them is made so; undefined where one is not. */
export function publicByOverride(
  entries: readonly string[],
  addresses: readonly string[],
  ports: readonly number[],
): string | undefined {
  const overrides = entries.flatMap((text) => {
    const override = parseOverride(text);
    return override === undefined ? [] : [{ ...override, text }];
  });
  const deciding = addresses.flatMap((address) =>
    ports.map((port) => overrides.find(({ covers }) => covers(ipaddr.parse(address), port))),
  );
  return deciding.every((override) => override?.space === 'public') ? deciding[0]?.text : undefined;
}

/** Undefined for what is of neither form: a browser passes over it. */
function parseOverride(text: string): Override | undefined {
  const [, before = '', after = '', space = ''] =
    /^\[?([0-9a-f.:]+)\]?(\/\d{1,3}|:\d{1,5})=(public|local|loopback)$/i.exec(text.trim()) ?? [];
  if (space === '' || !ipaddr.isValid(before)) return undefined;
  const network = ipaddr.parse(before);
  const number = Number(after.slice(1));
  if (after.startsWith(':'))
    return {
      covers: (address, port) => port === number && address.toString() === network.toString(),
      space: space.toLowerCase(),
    };
  if (number > (network.kind() === 'ipv4' ? 32 : 128)) return undefined;
  return {
    covers: (address) => address.kind() === network.kind() && address.match(network, number),
    space: space.toLowerCase(),
  };
}
