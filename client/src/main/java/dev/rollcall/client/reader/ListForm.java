package dev.rollcall.client.reader;

import dev.rollcall.scim.message.Urns;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The form of a list of resources, as Entra's reader wants it. */
final class ListForm {
    private final Findings findings;
    private final Asked asked;
    private final Members members;

    ListForm(Findings findings, Asked asked) {
        this.findings = findings;
        this.asked = asked;
        this.members = new Members(findings);
    }

    void check(JsonNode list) {
        Optional<JsonNode> schemas = members.find(list, "schemas", "schemas");
        if (!list.isObject() || !schemas.map(ListForm::isListSchema).orElse(false)) {
            findings.add(ReaderRule.LIST_RESPONSE, "body", "A query was answered with " + Shown.of(list) + ".",
                    "Answer every query with {\"schemas\":[\"" + Urns.LIST_RESPONSE
                            + "\"],\"totalResults\":0,\"Resources\":[]}, also when nothing is found.");
            return;
        }
        Optional<JsonNode> total = members.find(list, "totalResults", "totalResults");
        if (!total.map(JsonNode::isIntegralNumber).orElse(false)) {
            findings.add(ReaderRule.LIST_TOTAL, "totalResults",
                    "totalResults came as " + total.map(Shown::of).orElse("nothing") + ".",
                    "Answer totalResults as an integer in every list, 0 when nothing is found.");
            return;
        }
        JsonNode resources = resources(list);
        checkNumber(list, "startIndex");
        checkNumber(list, "itemsPerPage").filter(count -> count != resources.size()).ifPresent(count -> {
            findings.add(ReaderRule.LIST_COUNT, "itemsPerPage",
                    "itemsPerPage is " + count + ", but there are " + resources.size() + " resources.",
                    "Answer itemsPerPage as the number of resources in this answer.");
        });
        checkSingle(total.get().asInt(Integer.MAX_VALUE), resources.size());
        for (int i = 0; i < resources.size(); i++) {
            new ResourceForm(findings, asked, " (in Resources[" + i + "])").check(resources.get(i));
        }
    }

    private static boolean isListSchema(JsonNode schemas) {
        return schemas.isArray() && schemas.size() == 1 && schemas.get(0).asString("").equals(Urns.LIST_RESPONSE);
    }

    private JsonNode resources(JsonNode list) {
        Optional<JsonNode> resources = members.find(list, "Resources", "Resources");
        if (resources.isPresent() && !resources.get().isArray()) {
            findings.add(ReaderRule.LIST_PAGING, "Resources", "Resources came as " + Shown.of(resources.get()) + ".",
                    "Answer Resources as an array, or leave it out when nothing is found.");
        }
        return resources.filter(JsonNode::isArray).orElseGet(JsonNodeFactory.instance::arrayNode);
    }

    private Optional<Integer> checkNumber(JsonNode list, String name) {
        Optional<JsonNode> number = members.find(list, name, name);
        if (number.isPresent() && !number.get().isIntegralNumber()) {
            findings.add(ReaderRule.LIST_PAGING, name, name + " came as " + Shown.of(number.get()) + ".",
                    "Answer " + name + " as an integer, or leave it out.");
        }
        return number.filter(JsonNode::isIntegralNumber).map(node -> node.asInt(Integer.MAX_VALUE));
    }

    private void checkSingle(int total, int shown) {
        if (asked.match() && (total > 1 || shown > 1)) {
            findings.add(ReaderRule.SINGLE_MATCH, "totalResults",
                    "A match by one value found " + Math.max(total, shown) + " resources.",
                    "Let the endpoint apply the filter, and let userName and a group's displayName be unique without "
                            + "regard to case; delete the duplicates.");
        }
    }
}
