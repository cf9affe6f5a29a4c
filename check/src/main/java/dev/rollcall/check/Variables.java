package dev.rollcall.check;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a check has saved so far: <code>${u}</code> stands for it, <code>${u^}</code> for the same in upper case. */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([\\w.]+)(\\^?)}");

    private final Map<String, JsonNode> saved = new HashMap<>();

    void save(String name, JsonNode value) {
        saved.put(name, value);
    }

    void save(String name, String value) {
        saved.put(name, JsonNodeFactory.instance.stringNode(value));
    }

    /** The text with what the variables stand for. */
    String text(String template) {
        Matcher matcher = VARIABLE.matcher(template);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String value = get(matcher.group(1)).asString("");
            matcher.appendReplacement(text,
                    Matcher.quoteReplacement(matcher.group(2).isEmpty() ? value : value.toUpperCase(Locale.ROOT)));
        }
        return matcher.appendTail(text).toString();
    }

    /** The value with what the variables stand for; a variable that is a whole value keeps its type. */
    JsonNode value(JsonNode template) {
        if (template.isString()) {
            Matcher whole = VARIABLE.matcher(template.stringValue());
            return whole.matches() && whole.group(2).isEmpty() ? get(whole.group(1))
                    : JsonNodeFactory.instance.stringNode(text(template.stringValue()));
        }
        if (template.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            template.properties().forEach(entry -> copy.set(text(entry.getKey()), value(entry.getValue())));
            return copy;
        }
        return template.isArray()
                ? JsonNodeFactory.instance.arrayNode().addAll(template.valueStream().map(this::value).toList())
                : template;
    }

    private JsonNode get(String name) {
        JsonNode value = saved.get(name);
        if (value == null) {
            throw new IllegalStateException("A check uses the variable '" + name + "' before it is saved.");
        }
        return value;
    }
}
