package dev.rollcall.directory.stream;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.scim.json.ScimJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a stream is set to comes back from its text as it was, has no secret in it, and is refused by name where it is wrong. */
class StreamSettingsJsonTest {
    private static final String SCIM = """
        {"type":"scim","configuration":{"preset":"entra","base_url":"https://scim.example/v2//",
         "authorization":{"method":"client_credentials","token_url":"https://login.example/token","client_id":"c",
          "client_secret":"THE-SECRET","scope":"s"},
         "timeout_ms":2000,"retries":2,"update":"patch","upsert":true,"created_only":true,"delete":"deactivate",
         "lookup_fallback":false,"groups":false,"mapping":{"user":[{"scim":"userName","auth0":"email"}]},
         "match":["email","nickname"],"concurrency":3,"rate_per_second":7,"page_size":20,"accept":"application/json",
         "content_type":"application/json","proxy":"http://proxy.example:3128","connections":["acme"]}}""";

    @Test
    void everythingThatIsSetComesBack() {
        DestinationReading reading = read(SCIM);
        ScimTarget target = (ScimTarget) reading.settings();
        assertThat(target.baseUrl()).hasToString("https://scim.example/v2");
        assertThat(target.update()).isEqualTo(ScimTarget.Update.PATCH);
        assertThat(target.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(target.rate()).contains(7);
        assertThat(reading.connections()).contains(List.of("acme"));
        assertThat(reading.secrets().credential()).contains("THE-SECRET");
        StreamSettings settings = new StreamSettings(target,
                new StreamFilter(Set.of(new ConnectionId("con_0123456789abcdef")), Set.of("email"),
                        Optional.of("type == 'user.created'"), true, true),
                new DeliveryPolicy(Duration.ofMillis(500), 1.5, Duration.ofHours(2), Duration.ofDays(1), 0.1,
                        Duration.ofSeconds(5)));
        String text = StreamSettingsJson.text(settings);
        assertThat(text).doesNotContain("THE-SECRET");
        assertThat(StreamSettingsJson.parse(text)).isEqualTo(settings);
        StreamSettings plain = new StreamSettings(read("""
            {"type":"webhook","configuration":{"webhook_endpoint":"https://x.example/hook",
             "webhook_authorization":{"method":"basic","username":"u","password":"THE-SECRET"}}}""").settings(),
                StreamFilter.NONE, DeliveryPolicy.DEFAULT);
        assertThat(StreamSettingsJson.text(plain)).doesNotContain("THE-SECRET").contains("\"format\":\"cloudevents\"");
        assertThat(StreamSettingsJson.parse(StreamSettingsJson.text(plain))).isEqualTo(plain);
        StreamSettings signals = new StreamSettings(read("""
            {"type":"webhook","configuration":{"webhook_endpoint":"https://x.example/push",
             "format":"scim-set-full","audience":"https://x.example"}}""").settings(),
                StreamFilter.NONE, DeliveryPolicy.DEFAULT);
        assertThat(((WebhookTarget) signals.destination()).format()).isEqualTo(WebhookFormat.SCIM_FULL);
        assertThat(StreamSettingsJson.parse(StreamSettingsJson.text(signals))).isEqualTo(signals);
    }

    @Test
    void whatIsNotSaidIsThePresets() {
        ScimTarget rfc = (ScimTarget) read("""
            {"type":"scim","configuration":{"base_url":"https://scim.example","authorization":{"method":"bearer"}}}""")
                .settings();
        assertThat(rfc.preset()).isEqualTo("rfc");
        assertThat(rfc.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(rfc.retries()).isEqualTo(1);
        assertThat(rfc.update()).isEqualTo(ScimTarget.Update.PUT);
        assertThat(rfc.delete()).isEqualTo(ScimTarget.Delete.DELETE);
        assertThat(rfc.upsert()).isFalse();
        assertThat(rfc.createdOnly()).isFalse();
        assertThat(rfc.lookupFallback()).isTrue();
        assertThat(rfc.groups()).isTrue();
        ScimTarget entra = (ScimTarget) read("""
            {"type":"scim","configuration":{"preset":"entra","authorization":{"method":"bearer"}}}""").settings();
        assertThat(entra.baseUrl()).hasToString("https://graph.microsoft.com/rp/scim");
        assertThat(entra.update()).isEqualTo(ScimTarget.Update.PATCH_BY_PATH);
        assertThat(entra.accept()).isEqualTo("application/scim+json, application/json");
        assertThat(entra.pageSize()).isEqualTo(100);
        ScimTarget client = (ScimTarget) read("""
            {"type":"scim","configuration":{"preset":"entra","authorization":{"method":"client_credentials",
             "token_url":"https://login.example/token","client_id":"c","client_secret":"THE-SECRET"}}}""").settings();
        assertThat(client.access())
                .isEqualTo(new TargetAccess.ClientCredentials(URI.create("https://login.example/token"),
                        "c", false, Optional.of("https://graph.microsoft.com/.default"), Optional.empty()));
    }

    @Test
    void anActionThatIsTheScimTemplateIsAScimApplication() {
        DestinationReading reading = read("""
            {"type":"action","configuration":{"action_id":"1","secrets":{"SCIM_BASE_URL":"https://scim.example/v2/",
             "SCIM_BEARER_TOKEN":"THE-SECRET","SCIM_TIMEOUT_MS":"2500","SCIM_MAX_RETRIES":0,
             "SCIM_CONNECTION_ALLOWLIST":" acme ,, beta"}}}""");
        ScimTarget target = (ScimTarget) reading.settings();
        assertThat(target.shownAs()).isEqualTo("action");
        assertThat(target.timeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(target.retries()).isZero();
        assertThat(reading.connections()).contains(List.of("acme", "beta"));
        assertThat(reading.secrets().credential()).contains("THE-SECRET");
        JsonNode shown = DestinationJson.of(target);
        assertThat(shown.path("type").stringValue()).isEqualTo("action");
        assertThat(shown.toString()).doesNotContain("THE-SECRET");
        assertThat(DestinationReader.read(shown).settings()).as("what is read can be sent back").isEqualTo(target);
        assertThat(read("""
            {"type":"action","configuration":{"action_id":"1","secrets":[
             {"name":"SCIM_BASE_URL","value":"https://scim.example/v2"},
             {"name":"SCIM_BEARER_TOKEN","value":"t"}]}}""").secrets().credential()).contains("t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"type\":\"eventbridge\",\"configuration\":{\"aws_account_id\":\"1\"}} | Amazon EventBridge",
        "{\"type\":\"action\",\"configuration\":{\"action_id\":\"1\"}} | SCIM_BASE_URL",
        "{\"type\":\"action\",\"configuration\":{\"secrets\":{\"SCIM_BASE_URL\":\"https://a.example\"}}} | SCIM_BEARER_TOKEN",
        "{\"type\":\"smoke\",\"configuration\":{}} | scim, webhook, action",
        "{\"type\":\"scim\"} | destination.configuration is missing",
        "{\"type\":\"scim\",\"configuration\":{\"base_url\":\"https://a.example\"}} | authorization is missing",
        "{\"type\":\"scim\",\"configuration\":{\"authorization\":{\"method\":\"bearer\"}}} | base_url is missing",
        "{\"type\":\"scim\",\"configuration\":{\"baseurl\":\"x\"}} | did you mean base_url",
        "{\"type\":\"scim\",\"configuration\":{\"base_url\":\"ftp://a\",\"authorization\":{\"method\":\"bearer\"}}} | base_url must be an address",
        "{\"type\":\"scim\",\"configuration\":{\"base_url\":\"https://u:p@a.example\",\"authorization\":{\"method\":\"bearer\"}}} | base_url must be an address",
        "{\"type\":\"scim\",\"configuration\":{\"base_url\":\"https://a.example\",\"authorization\":{\"method\":\"bearer\"},\"timeout_ms\":0}} | from 1 to 60000",
        "{\"type\":\"scim\",\"configuration\":{\"base_url\":\"https://a.example\",\"authorization\":{\"method\":\"bearer\"},\"retries\":6}} | from 0 to 5",
        "{\"type\":\"scim\",\"configuration\":{\"base_url\":\"https://a.example\",\"authorization\":{\"method\":\"bearer\"},\"concurrency\":65}} | from 1 to 64",
        "{\"type\":\"scim\",\"configuration\":{\"base_url\":\"https://a.example\",\"authorization\":{\"method\":\"digest\"}}} | bearer, client_credentials",
        "{\"type\":\"webhook\",\"configuration\":{\"webhook_endpoint\":\"https://a.example\",\"webhook_authorization\":{\"method\":\"basic\",\"username\":\"a:b\"}}} | without a colon",
        "{\"type\":\"webhook\",\"configuration\":{\"webhook_endpoint\":\"https://a.example\",\"webhook_authorization\":{\"method\":\"custom_header\",\"header_key\":\"Content-Length\"}}} | nothing else sets",
        "{\"type\":\"webhook\",\"configuration\":{\"webhook_endpoint\":\"https://a.example\",\"ca_certificate\":\"nonsense\"}} | ca_certificate must be one or more certificates",
        "{\"type\":\"webhook\",\"configuration\":{\"webhook_endpoint\":\"https://a.example\",\"client_key\":\"k\"}} | client_certificate",
        "{\"type\":\"webhook\",\"configuration\":{\"webhook_endpoint\":\"https://a.example\",\"format\":\"set\"}} | format must be one of cloudevents, scim-set-notice, scim-set-full",
        "{\"type\":\"webhook\",\"configuration\":{\"webhook_endpoint\":\"https://a.example\",\"audience\":\"b\"}} | audience must be left out",
        "{\"type\":\"webhook\",\"configuration\":{\"webhook_endpoint\":\"https://a.example\",\"format\":\"scim-set-full\",\"audience\":\"\"}} | audience must be a text",
    })
    void whatIsWrongIsNamed(String json, String part) {
        DirectoryException refused = catchThrowableOfType(DirectoryException.class, () -> read(json));
        assertThat(refused).isNotNull();
        assertThat(refused.kind()).isEqualTo(DirectoryException.Kind.INVALID);
        assertThat(refused).hasMessageContaining(part);
    }

    @Test
    void noRefusalQuotesASecret() {
        DirectoryException refused = catchThrowableOfType(DirectoryException.class, () -> read("""
            {"type":"scim","configuration":{"base_url":"https://a.example",
             "authorization":{"method":"bearer","token":"THE-SECRET\\n"}}}"""));
        assertThat(refused).hasMessageContaining("authorization.token").hasMessageNotContaining("THE-SECRET");
    }

    @Test
    void secretsComeBackFromTheTextThatIsSealedAndShowNothing() {
        TargetSecrets secrets = new TargetSecrets(Optional.of("THE-SECRET"), Optional.of("THE-KEY"),
                List.of(new SigningSecret("whsec_x", Instant.EPOCH, Optional.of(Instant.EPOCH.plusSeconds(1)))));
        assertThat(TargetSecretsJson.parse(TargetSecretsJson.text(secrets))).isEqualTo(secrets);
        assertThat(secrets.toString() + secrets.signing()).doesNotContain("THE-").doesNotContain("whsec_x");
        assertThat(secrets.inForce(Instant.EPOCH)).hasSize(1);
        assertThat(secrets.inForce(Instant.EPOCH.plusSeconds(1))).as("at its end").isEmpty();
    }

    private static DestinationReading read(String json) {
        return DestinationReader.read(ScimJson.tree(json.getBytes(StandardCharsets.UTF_8)));
    }
}
