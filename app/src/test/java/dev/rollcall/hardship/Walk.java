package dev.rollcall.hardship;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A walk through all pages of a list, whose pages may have fewer resources than were asked for.
 *
 * @param pages how many answers it took
 * @param resources how many different resources were in them
 * @param total what every page said how many there are
 */
record Walk(int pages, int resources, long total) {

    /** Walks by startIndex; fails on a page whose numbers are wrong, that is empty before the end, or that repeats one. */
    static Walk through(Tenant tenant, String list) {
        Set<String> ids = new HashSet<>();
        int pages = 0;
        long total;
        do {
            JsonNode page = tenant.get(list + "&startIndex=" + (ids.size() + 1)).expect(200).json();
            pages++;
            total = page.path("totalResults").longValue();
            JsonNode resources = page.path("Resources");
            assertThat(page.path("startIndex").intValue()).isEqualTo(ids.size() + 1);
            assertThat(page.path("itemsPerPage").intValue()).isEqualTo(resources.size()).isPositive();
            resources.valueStream().forEach(r -> assertThat(ids.add(r.path("id").stringValue())).isTrue());
        } while (ids.size() < total);
        return new Walk(pages, ids.size(), total);
    }
}
