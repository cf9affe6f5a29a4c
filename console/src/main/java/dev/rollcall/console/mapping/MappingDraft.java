package dev.rollcall.console.mapping;

import dev.rollcall.console.frame.ConsoleForm;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.ManagementFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Rows that somebody is editing. They need make no mapping yet, and are kept nowhere but in the page. Immutable.
 *
 * @param base the version that the editing began with
 * @param sent the rows as they were typed as JSON, with what no field has; empty when they were typed into fields
 */
record MappingDraft(int base, List<RowFields> rows, Optional<ArrayNode> sent) {
    /** Rows that are edited as fields; more are edited as JSON, so that a form has no more fields than are read. */
    static final int MOST_FIELDS = 200;

    MappingDraft {
        rows = List.copyOf(rows);
    }

    /** Of rows that are in force. */
    static MappingDraft of(int base, ArrayNode rows) {
        return new MappingDraft(base, rows.valueStream().map(RowFields::of).toList(), Optional.of(rows));
    }

    /**
     * What a form sends: fields of each row, or all rows as JSON, with what its button says to do with them.
     *
     * @throws ManagementFailure 400 when it is not what the page sends, or the JSON is no list of rows
     */
    static MappingDraft of(ConsoleForm form) {
        int base = base(form);
        Optional<String> json = form.text("json");
        if (json.isPresent()) {
            return of(base, rows(json.get()));
        }
        List<String> scim = form.all("scim");
        List<RowFields> rows = new ArrayList<>();
        for (int i = 0; i < scim.size(); i++) {
            rows.add(new RowFields(scim.get(i).strip(), at(form, "auth0", i), at(form, "direction", i),
                    at(form, "edit", i), at(form, "constant", i), at(form, "default", i), at(form, "in", i),
                    at(form, "out", i)));
        }
        return new MappingDraft(base, rows, Optional.empty()).after(form.text("do").orElse(""));
    }

    /** The version that a form began with. @throws ManagementFailure 400 when it does not say it */
    static int base(ConsoleForm form) {
        String text = form.required("base", "base");
        if (!text.matches("\\d{1,9}")) {
            throw ManagementFailure.body("The form does not say with which version it began. Load the page anew.");
        }
        return Integer.parseInt(text);
    }

    /**
     * Rows in a JSON text: a list, or an object that has one as {@code mapping}, as a configuration has.
     *
     * @throws ManagementFailure 400 when it is neither
     */
    static ArrayNode rows(String json) {
        try {
            JsonNode tree = ScimJson.tree(json);
            if (tree instanceof ArrayNode list) {
                return list;
            }
            if (tree.path("mapping") instanceof ArrayNode list) {
                return list;
            }
        } catch (JacksonException e) {
            throw ManagementFailure.body("The rows are no JSON: "
                    + Optional.ofNullable(e.getOriginalMessage()).orElse("they end too early") + ".");
        }
        throw ManagementFailure
                .body("The rows must be a list such as [{\"scim\":\"userName\",\"auth0\":\"username\"}].");
    }

    /** As the management API has them; rows without anything in them are left out. */
    ArrayNode json() {
        if (sent.isPresent()) {
            return sent.get();
        }
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        rows.stream().filter(row -> !row.isEmpty()).forEach(row -> json.add(row.json()));
        return json;
    }

    /** The numbers, from 1, that the rows have in {@link #json}; 0 for one that is left out. */
    List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        int next = 1;
        for (RowFields row : rows) {
            numbers.add(row.isEmpty() && sent.isEmpty() ? 0 : next++);
        }
        return numbers;
    }

    /** After what a button does: {@code add}, or {@code up}, {@code down} or {@code remove} and the place of a row. */
    private MappingDraft after(String action) {
        List<RowFields> changed = new ArrayList<>(rows);
        if (action.equals("add")) {
            changed.add(RowFields.EMPTY);
            return new MappingDraft(base, changed, Optional.empty());
        }
        String[] words = action.split(" ", -1);
        if (words.length != 2 || !words[1].matches("\\d{1,4}")) {
            return this;
        }
        int at = Integer.parseInt(words[1]);
        if (at >= changed.size()) {
            return this;
        }
        switch (words[0]) {
            case "remove" -> changed.remove(at);
            case "up" -> changed.add(Math.max(0, at - 1), changed.remove(at));
            case "down" -> changed.add(Math.min(changed.size() - 1, at + 1), changed.remove(at));
            default ->
                throw ManagementFailure.body("The form has a button that this page does not have. Load it anew.");
        }
        return new MappingDraft(base, changed, Optional.empty());
    }

    private static String at(ConsoleForm form, String name, int index) {
        List<String> values = form.all(name);
        if (index >= values.size()) {
            throw ManagementFailure.body("The form is not whole, so nothing was done. Load the page anew.");
        }
        return values.get(index).strip();
    }
}
