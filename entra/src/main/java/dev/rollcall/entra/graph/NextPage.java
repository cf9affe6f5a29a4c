package dev.rollcall.entra.graph;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where the next page of a list is. */
final class NextPage {
    private NextPage() {}

    /** @param address of the list, without a query */
    static String link(String address, Map<String, String> query, int skip) {
        Map<String, String> next = new TreeMap<>(query);
        next.put("$skip", Integer.toString(skip));
        return address + "?" + next.entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
