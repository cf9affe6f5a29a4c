package dev.rollcall.check;

import dev.rollcall.client.http.ScimRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads in pages of five, as the gallery's test does: each page says where it begins, none is longer than asked, and nothing
 * stands on two of them. An endpoint with few resources is read to its end, a large one for four pages.
 */
record PagesScript(boolean groups) implements CheckScript {
    private static final int MADE = 11;
    private static final int PAGE = 5;
    private static final int MOST_PAGES = 20;
    private static final int SAMPLE_PAGES = 4;

    @Override
    public void run(Workbench bench) {
        ScriptRequests requests = new ScriptRequests(bench);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < MADE; i++) {
            made.add(groups ? requests.group("page" + i) : requests.user("page" + i));
        }
        Set<String> seen = new HashSet<>();
        int pages = SAMPLE_PAGES;
        boolean whole = false;
        for (int page = 0; page < pages; page++) {
            String target = (groups ? "/Groups?excludedAttributes=members&" : "/Users?") + "startIndex="
                    + (page * PAGE + 1) + "&count=" + PAGE;
            JsonNode body = requests.read(target);
            int total = body.path("totalResults").asInt(-1);
            demand(target, total >= MADE, "/totalResults", "'totalResults' should be " + MADE + " at least but is "
                    + Expectation.shown(body.path("totalResults")));
            whole = total <= MOST_PAGES * PAGE;
            pages = whole ? (total + PAGE - 1) / PAGE : SAMPLE_PAGES;
            page(target, page * PAGE + 1, body, seen);
        }
        demand((groups ? "/Groups" : "/Users") + " in pages", !whole || seen.containsAll(made), "/startIndex",
                "the pages should hold all resources but lack " + made.stream().filter(id -> !seen.contains(id)).count()
                        + " of " + MADE + " that were just made");
    }

    private static void page(String target, int start, JsonNode body, Set<String> seen) {
        demand(target, body.path("startIndex").asInt(-1) == start, "/startIndex",
                "'startIndex' should be " + start + " but is "
                        + Expectation.shown(body.path("startIndex")));
        JsonNode resources = body.path("Resources");
        demand(target, !resources.isEmpty() && resources.size() <= PAGE, "/itemsPerPage",
                "the page should hold 1 to " + PAGE
                        + " resources but holds " + resources.size());
        for (JsonNode resource : resources) {
            String id = resource.path("id").asString("");
            demand(target, seen.add(id), "/startIndex", "the resource " + id + " should not stand on two pages");
        }
    }

    private static void demand(String target, boolean met, String path, String complaint) {
        if (!met) {
            throw new CheckFailure(Sentence.of(new ScimRequest("GET", target, List.of(), Optional.empty()), complaint),
                    new Symptom.Value(path));
        }
    }
}
