import { listHeaderNames, type RawHeaders } from './raw-headers.ts';

/** RFC 7239 and RFC 9110, and what proxies, load balancers and content delivery networks add beside them. */
const PROXY_HEADER =
  /^(?:forwarded|via|x-forwarded(?:-.+)?|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|x-original-(?:forwarded-for|host|uri|url)|x-proxyuser-ip|x-envoy-external-address|cf-connecting-ip|cf-ray|cdn-loop|fastly-client-ip|fly-client-ip)$/;

/**
 * The header by which a request shows that a proxy passed it on, or undefined. Behind a proxy on the same machine every request comes
 * from loopback: only such a header tells that its sender may be anybody. No client adds one of its own accord.
 */
export function findProxyHeader(rawHeaders: RawHeaders): string | undefined {
  return listHeaderNames(rawHeaders).find((name) => PROXY_HEADER.test(name));
}
