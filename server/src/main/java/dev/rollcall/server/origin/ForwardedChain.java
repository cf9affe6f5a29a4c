package dev.rollcall.server.origin;

import java.util.ArrayList;
import java.util.List;

/** The addresses that a chain of proxies noted, client first, without ports and brackets. */
final class ForwardedChain {
    private ForwardedChain() {}

    /** {@code X-Forwarded-For: client, proxy1, proxy2}. */
    static List<String> ofForwardedFor(String header) {
        List<String> chain = new ArrayList<>();
        for (String item : header.split(",", -1)) {
            chain.add(address(item.strip()));
        }
        return chain;
    }

    /** {@code Forwarded: for=192.0.2.60;proto=http, for="[2001:db8::1]:4711"} (RFC 7239). */
    static List<String> ofForwarded(String header) {
        List<String> chain = new ArrayList<>();
        for (String element : header.split(",", -1)) {
            for (String pair : element.split(";", -1)) {
                String text = pair.strip();
                if (text.regionMatches(true, 0, "for=", 0, 4)) {
                    chain.add(address(text.substring(4).replace("\"", "")));
                }
            }
        }
        return chain;
    }

    private static String address(String node) {
        if (node.startsWith("[")) {
            int close = node.indexOf(']');
            return close < 0 ? node : node.substring(1, close);
        }
        int colon = node.indexOf(':');
        boolean hasPort = colon >= 0 && colon == node.lastIndexOf(':');
        return hasPort ? node.substring(0, colon) : node;
    }
}
