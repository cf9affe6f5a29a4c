package dev.rollcall.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is known of the attributes of a profile: which belong to the product alone, and which hold text for every client. */
final class ProfileAttributes {
    static final String BLOCKED = "blocked";

    private static final String PROTOTYPE = "__proto__";
    private static final int MAX_NAMES = 5;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    /** Auth0's SDKs read these as text and nothing else. */
    private static final Set<String> TEXT = Set.of(
            "email", "username", "name", "given_name", "family_name", "nickname", "picture", "phone_number");
    private static final String COMPUTED = "Rollcall itself makes %s; leave the row out.";
    private static final Map<String, String> RESERVED = Map.ofEntries(
            Map.entry("user_id",
                    "A user_id is made once, from the attribute that user_id_attribute names; set that instead."),
            Map.entry("identities", COMPUTED),
            Map.entry("connection", COMPUTED),
            Map.entry("provider", COMPUTED),
            Map.entry("groups",
                    "Groups come from the members of groups; read them at /api/v2/users/{id}/groups instead."),
            Map.entry("created_at", COMPUTED),
            Map.entry("updated_at", COMPUTED),
            Map.entry("last_login", COMPUTED),
            Map.entry("last_ip", COMPUTED),
            Map.entry("logins_count", COMPUTED),
            Map.entry("last_password_reset", "Rollcall keeps no passwords; leave the row out."),
            Map.entry("password", "Rollcall keeps no passwords; leave the row out."),
            Map.entry("multifactor", "Rollcall knows nothing of second factors; leave the row out."),
            Map.entry("blocked_until", "It is the administrator's; set it at /api/v2/users/{id}."),
            Map.entry(
                    "email_verified",
                    "It follows from the verified domains of the connection, because no identity provider may vouch for an "
                            + "address of another domain; set those instead."));

    private ProfileAttributes() {}

    /** What is wrong with a target of a row; empty when nothing is. */
    static Optional<String> problem(String target) {
        String[] names = target.split("\\.", -1);
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                return Optional.of(
                        "The target must be letters, digits, _ and -, beginning with a letter or _, at most 64 of them, "
                                + "with dots between names in metadata; write for example email or app_metadata.department.");
            }
        }
        boolean metadata = names[0].equals(ProfilePath.APP_METADATA) || names[0].equals(ProfilePath.USER_METADATA);
        if (metadata && names.length == 1) {
            return Optional.of(
                    "It would take all of " + target + "; name one member of it, such as " + target + ".department.");
        }
        if (!metadata && names.length > 1) {
            return Optional.of("Only app_metadata and user_metadata have members; write " + names[0] + ", or "
                    + ProfilePath.APP_METADATA + "." + target + ".");
        }
        if (names.length > MAX_NAMES) {
            return Optional.of(
                    "It is " + names.length + " names deep, and at most " + MAX_NAMES + " are kept; leave some out.");
        }
        return reserved(List.of(names), metadata);
    }

    private static Optional<String> reserved(List<String> names, boolean metadata) {
        if (names.contains(PROTOTYPE)) {
            return Optional.of("JavaScript takes " + PROTOTYPE + " for something else; choose another name.");
        }
        return metadata
                ? Optional.empty()
                : Optional.ofNullable(RESERVED.get(names.getFirst())).map(reason -> reason.formatted(names.getFirst()));
    }

    /** Whether every client expects text there. */
    static boolean isText(ProfilePath path) {
        return path.keys().size() == 1 && TEXT.contains(path.keys().getFirst());
    }

    static boolean isBlocked(ProfilePath path) {
        return path.keys().size() == 1 && path.keys().getFirst().equals(BLOCKED);
    }
}
