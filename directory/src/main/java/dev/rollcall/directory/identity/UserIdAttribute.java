package dev.rollcall.directory.identity;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.text.IndexText;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The SCIM attribute that holds what a sign-in calls a person: the subject of an OIDC token, Entra's object id, a SAML name
 * identifier. Its value at creation is the tail of the person's {@link UserId}.
 *
 * <p>Subjects are compared exactly as they came, case and all, because OpenID Connect and SAML define them so.
 */
public enum UserIdAttribute {
    /** {@code externalId}; what it holds is never given to somebody else by the provider. */
    EXTERNAL_ID("externalId"),
    /** {@code userName}; a provider may give one person's to another after a rename. */
    USER_NAME("userName");

    private final String attribute;

    UserIdAttribute(String attribute) {
        this.attribute = attribute;
    }

    /** The one that a connection goes by: unless it is set, {@code userName} for SAML, {@code externalId} for all others. */
    public static UserIdAttribute of(Connection connection) {
        return connection.userIdAttribute()
                .flatMap(UserIdAttribute::named)
                .orElse(connection.strategy() == Strategy.SAMLP ? USER_NAME : EXTERNAL_ID);
    }

    /** The attribute of that name. */
    public static Optional<UserIdAttribute> named(String attribute) {
        return Arrays.stream(values()).filter(each -> each.attribute.equals(attribute)).findFirst();
    }

    /** Its name in a SCIM document. */
    public String attribute() {
        return attribute;
    }

    /** Its value in a canonical document. */
    public Optional<String> value(ObjectNode document) {
        JsonNode value = document.path(attribute);
        return value.isString() && !value.stringValue().isEmpty() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    /**
     * The value that a new person's {@code user_id} may end with; empty when there is none, or when it is so long that an
     * index does not hold it whole (see {@link IndexText}).
     */
    public Optional<String> subject(ObjectNode document) {
        return value(document).filter(UserIdAttribute::isSubject);
    }

    /** Whether an index holds that text whole, so that it can be one person's alone. */
    public static boolean isSubject(String value) {
        return !value.isEmpty() && IndexText.cut(value).length() == value.length();
    }
}
