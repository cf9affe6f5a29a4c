package dev.rollcall.client.target;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The filter in the brackets of a target path, {@code type eq "work"}.
 *
 * @param attribute the sub-attribute that it looks at
 * @param value the text that the sub-attribute has to be
 */
public record ElementFilter(String attribute, String value) {
    private static final Pattern FORM = Pattern.compile("\\s*(\\w+)\\s+eq\\s+(?:\"(.*)\"|([^\"\\s]+))\\s*",
            Pattern.CASE_INSENSITIVE);

    static Optional<ElementFilter> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String quoted = form.group(2);
        return Optional.of(new ElementFilter(form.group(1), quoted == null ? form.group(3) : quoted));
    }

    /** Whether it selects the element; text is compared without regard to case, {@code "True"} with booleans as well. */
    public boolean selects(JsonNode element) {
        return JsonMember.of(element, attribute).map(seen -> seen.asString("").equalsIgnoreCase(value)).orElse(false);
    }

    /** What the sub-attribute is in an element that is made for this filter; {@code primary} is a boolean. */
    public JsonNode elementValue() {
        if (attribute.equalsIgnoreCase("primary")) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value));
        }
        return JsonNodeFactory.instance.stringNode(value);
    }

    @Override
    public String toString() {
        return attribute + " eq \"" + value + "\"";
    }
}
