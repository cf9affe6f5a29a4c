package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sign-in that an identity provider has completed and the product has checked.
 *
 * @param subject what the provider calls the person
 * @param said root attributes of the profile that it said, each a text that is not empty
 * @param address from where; empty when it is not known
 */
public record SignIn(String subject, ObjectNode said, Optional<String> address) {
    /** Claims that become root attributes under their own names. */
    private static final List<String> ATTRIBUTES = List.of(
            "email", "name", "given_name", "family_name", "nickname", "picture", "username", "preferred_username",
            "upn",
            "phone_number");

    private static final String SCHEMA = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

    /** Claims of SAML assertions, by their long names. */
    private static final Map<String, String> SAML = Map.of(
            SCHEMA + "emailaddress", "email",
            SCHEMA + "givenname", "given_name",
            SCHEMA + "surname", "family_name",
            SCHEMA + "upn", "upn",
            "http://schemas.microsoft.com/identity/claims/displayname", "name");

    /** The claims that may hold the subject, the likeliest first. */
    private static final Map<Strategy, List<String>> SUBJECTS = Map.of(
            Strategy.WAAD, List.of("oid", "sub"),
            Strategy.SAMLP, List.of("nameID", "nameIdentifier", SCHEMA + "nameidentifier", "sub"));

    /**
     * Reads claims.
     *
     * @param subjectClaim the claim that holds the subject, when the connection names one
     * @return empty when no claim holds a subject
     */
    public static Optional<SignIn> of(
            Strategy strategy, ObjectNode claims, Optional<String> subjectClaim, Optional<String> address) {
        List<String> candidates = subjectClaim.map(List::of)
                .orElseGet(() -> SUBJECTS.getOrDefault(strategy, List.of("sub")));
        return candidates.stream()
                .flatMap(name -> text(claims.path(name)).stream())
                .findFirst()
                .map(subject -> new SignIn(subject, said(claims), address));
    }

    private static ObjectNode said(ObjectNode claims) {
        Map<String, String> said = new LinkedHashMap<>();
        SAML.forEach((claim, attribute) -> text(claims.path(claim)).ifPresent(value -> said.put(attribute, value)));
        ATTRIBUTES.forEach(name -> text(claims.path(name)).ifPresent(value -> said.put(name, value)));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        said.forEach(json::put);
        return json;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() && !value.stringValue().isEmpty() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    /** What the sign-in says of that attribute. */
    Optional<String> says(String attribute) {
        return text(said.path(attribute));
    }
}
