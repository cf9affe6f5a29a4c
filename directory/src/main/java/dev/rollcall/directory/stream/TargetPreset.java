package dev.rollcall.directory.stream;

import dev.rollcall.directory.stream.ScimTarget.Update;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Known makes of SCIM applications: what holds where a stream's settings say nothing. What a target of the make is known to do
 * otherwise than the RFC, and the rows of its mapping, are kept where the requests are made.
 */
public enum TargetPreset {
    /** SCIM by the RFC. */
    RFC("rfc", Update.PUT, Optional.empty(), 100, "application/scim+json", Optional.empty()),
    /** Microsoft Entra's SCIM API. */
    ENTRA("entra", Update.PATCH_BY_PATH, Optional.of(URI.create("https://graph.microsoft.com/rp/scim")), 100,
            "application/scim+json, application/json", Optional.of("https://graph.microsoft.com/.default")),
    /** One that takes PUT for attributes and PATCH for {@code active}. */
    OKTA_LIKE("okta-like", Update.PUT, Optional.empty(), 100, "application/scim+json", Optional.empty()),
    /** One that wants a PATCH operation for each attribute. */
    SLACK_LIKE("slack-like", Update.PATCH_BY_PATH, Optional.empty(), 100, "application/scim+json", Optional.empty());

    private final String word;
    private final Update update;
    private final Optional<URI> endpoint;
    private final int pageSize;
    private final String accept;
    private final Optional<String> scope;

    TargetPreset(String word, Update update, Optional<URI> endpoint, int pageSize, String accept,
            Optional<String> scope) {
        this.word = word;
        this.update = update;
        this.endpoint = endpoint;
        this.pageSize = pageSize;
        this.accept = accept;
        this.scope = scope;
    }

    /** The preset as it is written. */
    public String word() {
        return word;
    }

    /** How its users are changed. */
    public Update update() {
        return update;
    }

    /** The address that all of the make have; empty where each has its own. */
    public Optional<URI> endpoint() {
        return endpoint;
    }

    /** How many resources a page is asked to have. */
    public int pageSize() {
        return pageSize;
    }

    /** The {@code Accept} header. */
    public String accept() {
        return accept;
    }

    /** What a client asks its token endpoint for; empty where each target has its own. */
    public Optional<String> scope() {
        return scope;
    }

    /** Whether users there are in the target's own domains alone. */
    public boolean takesOwnDomainsAlone() {
        return this == ENTRA;
    }

    /** The preset of that word. */
    public static Optional<TargetPreset> ofWord(String word) {
        return Arrays.stream(values()).filter(preset -> preset.word.equals(word)).findFirst();
    }

    /** The words of all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TargetPreset::word).toList();
    }
}
