package dev.rollcall.client.reader;

import dev.rollcall.scim.schema.Attribute;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The form of the attributes that a standard schema declares; what it does not declare may have any form. */
final class AttributeForm {
    private static final String MANAGER = "manager";

    private final Findings findings;
    private final Members members;
    private final String where;

    AttributeForm(Findings findings, Members members, String where) {
        this.findings = findings;
        this.members = members;
        this.where = where;
    }

    /** @param prefix what stands before a name in a rejection: nothing, the URN and a colon, or the parent and a dot */
    void checkAll(JsonNode object, List<Attribute> attributes, String prefix) {
        for (Attribute attribute : attributes) {
            String path = prefix + attribute.name();
            members.find(object, attribute.name(), path).ifPresent(value -> check(attribute, value, path));
        }
    }

    void checkText(JsonNode object, String name, String path) {
        members.find(object, name, path).ifPresent(value -> checkText(value, path));
    }

    private void check(Attribute attribute, JsonNode value, String path) {
        if (attribute.multiValued()) {
            checkArray(attribute, value, path);
        } else if (value.isNull()) {
            rejectNull(path);
        } else if (attribute.name().equals(MANAGER)) {
            checkManager(attribute, value, path);
        } else {
            checkSingle(attribute, value, path);
        }
    }

    private void checkSingle(Attribute attribute, JsonNode value, String path) {
        switch (attribute.type()) {
            case COMPLEX -> checkComplex(attribute, value, path);
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    reject(ReaderRule.BOOLEAN, path, value, "Answer it as true or false, without quotes.");
                }
            }
            case INTEGER, DECIMAL -> {
                if (!value.isNumber()) {
                    reject(ReaderRule.STRING, path, value, "Answer it as a number, without quotes.");
                }
            }
            case STRING, REFERENCE, BINARY, DATE_TIME -> checkText(value, path);
        }
    }

    private void checkText(JsonNode value, String path) {
        if (value.isNull()) {
            rejectNull(path);
        } else if (!value.isString()) {
            reject(ReaderRule.STRING, path, value, "Answer it as a text, in quotes.");
        }
    }

    private void checkComplex(Attribute attribute, JsonNode value, String path) {
        if (value.isObject()) {
            checkAll(value, attribute.subAttributes(), path + ".");
        } else {
            reject(ReaderRule.COMPLEX_OBJECT, path, value, "Answer it as an object, or leave it out.");
        }
    }

    private void checkManager(Attribute manager, JsonNode value, String path) {
        Optional<JsonNode> id = members.find(value, "value", path + ".value");
        if (value.isObject() && id.map(node -> node.isString() && !node.stringValue().isEmpty()).orElse(false)) {
            checkAll(value, manager.subAttributes(), path + ".");
            return;
        }
        String came = value.isObject()
                ? "The manager's value came as " + id.map(Shown::of).orElse("nothing")
                : "The manager came as " + Shown.of(value);
        findings.add(ReaderRule.MANAGER_OBJECT, path,
                came + where + ". Entra sends the manager as a bare id, but reads it back only as an object.",
                "Answer \"manager\": {\"value\": \"" + managerId(value)
                        + "\"}, the id of the manager's user as text, in "
                        + "every answer; leave manager out when there is none. Until then, remove the mapping of "
                        + path
                        + " and restart provisioning.");
    }

    private static String managerId(JsonNode value) {
        return value.isString() && !value.stringValue().isEmpty() || value.isNumber()
                ? Shown.shortened(value.asString())
                : "2819c223-7f76-453a-919d-413861904646";
    }

    private void checkArray(Attribute attribute, JsonNode value, String path) {
        if (!value.isArray()) {
            reject(ReaderRule.MULTI_VALUED_ARRAY, path, value, "Answer it as an array, or leave it out.");
            return;
        }
        if (!attribute.complex()) {
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            String elementPath = path + "[" + i + "]";
            if (!element.isObject() || element.isEmpty()) {
                reject(ReaderRule.ELEMENTS, elementPath, element, "Answer each element as an object with its value.");
            }
            checkAll(element, attribute.subAttributes(), elementPath + ".");
        }
        if (value.valueStream().filter(e -> e.path("primary").asBoolean(false)).count() > 1) {
            findings.add(ReaderRule.ELEMENTS, path, "Several elements are primary" + where + ".",
                    "Answer primary: true for one of them.");
        }
    }

    private void rejectNull(String path) {
        findings.add(ReaderRule.NULL_VALUE, path, "It came as null" + where + ".",
                "Leave an attribute without a value out.");
    }

    private void reject(ReaderRule rule, String path, JsonNode value, String mend) {
        findings.add(rule, path, "It came as " + Shown.of(value) + where + ".", mend);
    }
}
