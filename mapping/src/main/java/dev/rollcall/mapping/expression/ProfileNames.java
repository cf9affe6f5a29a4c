package dev.rollcall.mapping.expression;

import dev.rollcall.mapping.expression.ResourceNames.Form;
import dev.rollcall.mapping.expression.ResourceNames.Named;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names by which an expression knows what the product sees: the attributes of a profile or a group, and an event's parts. */
final class ProfileNames {
    /** What the identity provider sent, beside the profile that was made of it. */
    private static final String SCIM = "scim";

    private ProfileNames() {}

    static Map<String, Named> user() {
        Map<String, Named> names = new LinkedHashMap<>();
        add(names, Form.TEXT, List.of("user_id", "email", "username", "name", "given_name", "family_name", "nickname",
                "picture", "phone_number", "created_at", "updated_at"));
        add(names, Form.FLAG, List.of("blocked", "email_verified", "phone_verified"));
        add(names, Form.OBJECT, List.of("app_metadata", "user_metadata", SCIM));
        add(names, Form.LIST, List.of("identities"));
        return Collections.unmodifiableMap(names);
    }

    static Map<String, Named> group() {
        Map<String, Named> names = new LinkedHashMap<>();
        add(names, Form.TEXT,
                List.of("id", "name", "external_id", "type", "connection_id", "created_at", "updated_at"));
        add(names, Form.OBJECT, List.of(SCIM));
        return Collections.unmodifiableMap(names);
    }

    static Map<String, Named> event() {
        Map<String, Named> names = new LinkedHashMap<>();
        add(names, Form.TEXT, List.of("type"));
        add(names, Form.OBJECT, List.of("object", "previous", "connection"));
        add(names, Form.LIST, List.of("changed"));
        return Collections.unmodifiableMap(names);
    }

    private static void add(Map<String, Named> names, Form form, List<String> keys) {
        keys.forEach(key -> names.put(key, new Named(key, form)));
    }
}
