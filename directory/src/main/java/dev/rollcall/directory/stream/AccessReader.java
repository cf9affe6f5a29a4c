package dev.rollcall.directory.stream;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads how it is shown to a target who calls. */
final class AccessReader {
    /** Characters of a secret; Auth0's are cut at as many. */
    static final int LONGEST_SECRET = 8_192;

    private static final List<String> METHODS = List.of("bearer", "basic", "custom_header", "client_credentials",
            "none");
    /** Headers that say something else, or that the request sets itself. */
    private static final Set<String> RESERVED = Set.of("host", "content-length", "content-type", "transfer-encoding",
            "connection", "accept", "accept-encoding", "expect", "te", "upgrade", "trailer", "webhook-id",
            "webhook-timestamp", "webhook-signature");

    record Reading(TargetAccess access, Optional<String> secret) {}

    private AccessReader() {}

    /** @param methods those that the destination takes */
    static Reading read(SettingFields fields, List<String> methods) {
        String method = fields.word("method", word -> METHODS.contains(word) && methods.contains(word)
                ? Optional.of(word)
                : Optional.empty(), methods)
                .orElseThrow(() -> fields.missing("method", "one of " + String.join(", ", methods)));
        return switch (method) {
            case "bearer" -> {
                fields.only(List.of("method", "token"));
                yield new Reading(new TargetAccess.Bearer(), fields.headerText("token", LONGEST_SECRET));
            }
            case "basic" -> {
                fields.only(List.of("method", "username", "password"));
                String username = fields.requiredText("username", 128, "a user name");
                if (username.indexOf(':') >= 0) {
                    throw fields.wrong("username", "a text without a colon");
                }
                yield new Reading(new TargetAccess.Basic(username), fields.text("password", LONGEST_SECRET));
            }
            case "custom_header" -> {
                fields.only(List.of("method", "header_key", "header_value"));
                yield new Reading(new TargetAccess.Header(header(fields)),
                        fields.headerText("header_value", LONGEST_SECRET));
            }
            case "client_credentials" -> credentials(fields);
            default -> {
                fields.only(List.of("method"));
                yield new Reading(new TargetAccess.None(), Optional.empty());
            }
        };
    }

    private static String header(SettingFields fields) {
        String name = fields.requiredText("header_key", 128, "the name of a header, such as x-api-key");
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw fields.wrong("header_key", "the name of a header that nothing else sets, such as x-api-key");
        }
        return name;
    }

    private static Reading credentials(SettingFields fields) {
        fields.only(List.of("method", "token_url", "client_id", "client_secret", "key", "scope", "audience"));
        boolean signed = fields.word("key", word -> word.equals("rollcall") ? Optional.of(word) : Optional.empty(),
                List.of("rollcall")).isPresent();
        Optional<String> secret = fields.text("client_secret", LONGEST_SECRET);
        if (signed && secret.isPresent()) {
            throw SettingFields.invalid("A client shows a client_secret or signs with a key; send one of the two.");
        }
        return new Reading(new TargetAccess.ClientCredentials(
                fields.requiredAddress("token_url"),
                fields.requiredText("client_id", 512, "the id of the client at the target"),
                signed, fields.text("scope", 1_024), fields.text("audience", 1_024)), secret);
    }
}
