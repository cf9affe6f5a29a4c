package dev.rollcall.console.frame;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.PercentDecoder;
import dev.rollcall.server.management.ManagementFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a form sends, as {@code application/x-www-form-urlencoded}. */
public final class ConsoleForm {
    /** The field of the CSRF token. */
    public static final String CSRF = "csrf";

    private static final int MOST = 2_000;

    private final Map<String, List<String>> values;

    private ConsoleForm(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads a body.
     *
     * @throws ManagementFailure 400 when it has more fields than are read
     * @throws ScimException 400 when it cannot be decoded
     */
    public static ConsoleForm read(byte[] body) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (!text.isEmpty()) {
            if (text.chars().filter(c -> c == '&').count() >= MOST) {
                throw ManagementFailure.body("The form has more than " + MOST + " fields. Send fewer at a time.");
            }
            for (String part : text.split("&", -1)) {
                int equals = part.indexOf('=');
                String name = PercentDecoder.decode(equals < 0 ? part : part.substring(0, equals), true,
                        "the name of a field");
                values.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(PercentDecoder.decode(equals < 0 ? "" : part.substring(equals + 1), true, "a field")
                                // As it was before the browser sent it: of fields of several lines it sends the ends of lines its own way.
                                .replace("\r\n", "\n"));
            }
        }
        return new ConsoleForm(values);
    }

    /** The first value of a field, without blanks around it; empty when it is missing or blank. */
    public Optional<String> text(String name) {
        return all(name).stream().map(String::strip).filter(value -> !value.isEmpty()).findFirst();
    }

    /** The value of a field that must be there. @param label what the page calls it */
    public String required(String name, String label) {
        return text(name).orElseThrow(() -> ManagementFailure.body("Fill in the field " + label + "."));
    }

    /** All values of a field in their order, blank ones too. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Whether a box is ticked. */
    public boolean ticked(String name) {
        return values.containsKey(name);
    }
}
