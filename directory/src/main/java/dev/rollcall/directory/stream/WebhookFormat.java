package dev.rollcall.directory.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a webhook is posted: the product's own events, or SCIM's as Security Event Tokens (RFC 9967). */
public enum WebhookFormat {
    /** CloudEvents of the product's profile, signed by Standard Webhooks. */
    CLOUD_EVENTS("cloudevents"),
    /** Security Event Tokens that name the attributes that are different, and hold no value of them. */
    SCIM_NOTICE("scim-set-notice"),
    /** Security Event Tokens with the values. */
    SCIM_FULL("scim-set-full");

    /** All words, in their order. */
    public static final List<String> KEYWORDS = Arrays.stream(values()).map(WebhookFormat::keyword).toList();

    private final String keyword;

    WebhookFormat(String keyword) {
        this.keyword = keyword;
    }

    /** The format of that word; empty when there is none. */
    public static Optional<WebhookFormat> ofKeyword(String keyword) {
        return Arrays.stream(values()).filter(format -> format.keyword.equals(keyword)).findFirst();
    }

    /** The word for it. */
    public String keyword() {
        return keyword;
    }

    /** Whether it is a token that the service's own keys sign, so that the stream needs no secret to sign with. */
    public boolean isSecurityEvent() {
        return this != CLOUD_EVENTS;
    }
}
