package dev.rollcall.console.stream;

import dev.rollcall.console.frame.ConsoleForm;
import dev.rollcall.directory.stream.DestinationJson;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamSettingsJson;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.ManagementFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the form of a stream's filter, pace and rows has, and the change that it asks for.
 *
 * <p>Guarantees: what the form does not show stays as it is, and so does to the letter what nobody has changed, though browsers send
 * some of it without its ends of lines or the blanks around it. A stream that has its preset's rows keeps following the preset until
 * its rows are others than those.
 */
final class StreamSettingsForm {
    static final String CONNECTIONS = "connections";
    static final String CHANGED = "changed";
    static final String CONDITION = "condition";
    static final String CONCURRENCY = "concurrency";
    static final String RATE = "rate";
    static final String USUAL = "usual-rows";
    /** Rows for users and for groups. */
    static final List<String> KINDS = List.of("user", "group");

    private static final String RATE_MEMBER = "rate_per_second";
    private static final String MAPPING = "mapping";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private StreamSettingsForm() {}

    /** The rows of a kind that stand in the form, without those that are empty. */
    static List<TargetRowFields> rows(ConsoleForm form, String kind) {
        return typed(form, kind).stream().filter(row -> !row.isEmpty()).toList();
    }

    private static List<TargetRowFields> typed(ConsoleForm form, String kind) {
        List<TargetRowFields> rows = new ArrayList<>();
        for (int i = 0; i < form.all(kind + "-scim").size(); i++) {
            rows.add(new TargetRowFields(at(form, kind + "-scim", i), at(form, kind + "-auth0", i),
                    at(form, kind + "-expression", i), at(form, kind + "-constant", i), at(form, kind + "-generate", i),
                    at(form, kind + "-on", i), at(form, kind + "-counts", i)));
        }
        return rows;
    }

    private static String at(ConsoleForm form, String name, int index) {
        List<String> values = form.all(name);
        return index < values.size() ? values.get(index).strip() : "";
    }

    /**
     * The change as the management API takes it.
     *
     * @param inForce the rows that are in force, by kind
     */
    static ObjectNode body(EventStream before, ConsoleForm form, ObjectNode inForce) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode filter = StreamSettingsJson.filter(before.filter());
        body.set("filter", filter);
        list(filter, CONNECTIONS, form);
        if (!form.text(CHANGED).orElse("").equals(changed(before).strip())) {
            list(filter, CHANGED, form);
        }
        if (!form.text(CONDITION).equals(before.filter().condition().map(String::strip))) {
            filter.remove(CONDITION);
            form.text(CONDITION).ifPresent(condition -> filter.put(CONDITION, condition));
        }
        ObjectNode destination = DestinationJson.of(before.destination());
        body.set("destination", destination);
        if (destination.path("configuration") instanceof ObjectNode configuration) {
            number(form, CONCURRENCY, "At once").ifPresent(number -> configuration.put(CONCURRENCY, number));
            if (before.destination() instanceof ScimTarget scim) {
                configuration.remove(RATE_MEMBER);
                number(form, RATE, "Requests a second")
                        .ifPresent(number -> configuration.put(RATE_MEMBER, number));
                mapping(scim, form, inForce, configuration);
            }
        }
        return body;
    }

    /** The attributes of which one must have changed, as the form has them. */
    static String changed(EventStream stream) {
        return stream.filter().changed().stream().sorted().collect(Collectors.joining(", "));
    }

    private static void mapping(ScimTarget before, ConsoleForm form, ObjectNode inForce, ObjectNode configuration) {
        ObjectNode own = before.mapping()
                .map(ScimJson::tree)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseGet(JsonNodeFactory.instance::objectNode);
        for (String kind : KINDS) {
            ArrayNode rows = rows(form, kind, inForce.path(kind));
            if (form.ticked(USUAL)) {
                own.remove(kind);
            } else if (form.ticked(kind + "-scim") && (own.has(kind) || !rows.equals(inForce.path(kind)))) {
                own.set(kind, rows);
            }
        }
        configuration.remove(MAPPING);
        if (!own.isEmpty()) {
            configuration.set(MAPPING, own);
        }
    }

    /** Those of the form, of which those that nobody has changed are as they are in force. */
    private static ArrayNode rows(ConsoleForm form, String kind, JsonNode inForce) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        List<TargetRowFields> typed = typed(form, kind);
        for (int i = 0; i < typed.size(); i++) {
            TargetRowFields row = typed.get(i);
            if (!row.isEmpty()) {
                JsonNode shown = inForce.path(i);
                rows.add(shown.isObject() && TargetRowFields.of(shown).sent().equals(row) ? shown : row.json());
            }
        }
        return rows;
    }

    private static void list(ObjectNode filter, String name, ConsoleForm form) {
        filter.remove(name);
        List<String> values = form.text(name)
                .stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (!values.isEmpty()) {
            ArrayNode list = filter.putArray(name);
            values.forEach(list::add);
        }
    }

    private static Optional<Integer> number(ConsoleForm form, String name, String label) {
        return form.text(name).map(text -> {
            if (!NUMBER.matcher(text).matches()) {
                throw ManagementFailure.body("The field " + label + " takes a whole number, or nothing.");
            }
            return Integer.parseInt(text);
        });
    }
}
