package dev.rollcall.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.rollcall.directory.client.Federation;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an issuer publishes about itself (OpenID Connect Discovery), as far as it is needed to sign somebody in.
 *
 * @param authorization where browsers are sent
 * @param token where codes are exchanged
 * @param keySet where the public keys are
 * @param takesBasic whether the client's secret goes in a header, as it does where nothing is said; otherwise in the form
 * @param namesItself whether it says who has sent the browser back (RFC 9207)
 */
record IssuerDocument(URI authorization, URI token, URI keySet, boolean takesBasic, boolean namesItself) {
    private static final String BASIC = "client_secret_basic";

    /**
     * Reads the document of an issuer.
     *
     * @throws IllegalArgumentException when it is none, of another issuer, or its addresses are not safe; the message says which
     */
    static IssuerDocument parse(String issuer, String json) {
        Map<String, Object> document;
        try {
            document = JSONObjectUtils.parse(json);
        } catch (ParseException e) {
            throw new IllegalArgumentException("It is no discovery document: a JSON object was expected.", e);
        }
        if (!issuer.equals(document.get("issuer"))) {
            throw new IllegalArgumentException(
                    "It says that it is of another issuer. Set " + OperatorSettings.ISSUER.key()
                            + " to exactly what its member issuer is.");
        }
        boolean takesBasic = !(document.get("token_endpoint_auth_methods_supported") instanceof List<?> methods)
                || methods.contains(BASIC);
        return new IssuerDocument(address(document, "authorization_endpoint"), address(document, "token_endpoint"),
                address(document, "jwks_uri"), takesBasic,
                Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")));
    }

    private static URI address(Map<String, Object> document, String member) {
        try {
            return Optional.ofNullable(document.get(member))
                    .filter(String.class::isInstance)
                    .map(text -> URI.create((String) text))
                    .filter(uri -> uri.getHost() != null && Federation.isSafe(uri) && uri.getRawFragment() == null)
                    .orElseThrow(() -> new IllegalArgumentException("Its member " + member
                            + " is no address that begins with https."));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Its member " + member + " is no address that begins with https.", e);
        }
    }
}
