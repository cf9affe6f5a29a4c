package dev.rollcall.server.http;

import dev.rollcall.server.testing.FakeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClientRequestIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"7d1f0c7e-6d0e-4f1b-9a43-3a2f4e6b9c11", "Root=1-67891233-abcdef012345678912345678", "a"})
    void harmlessTextIsTaken(String text) {
        assertThat(ClientRequestId.of(FakeRequest.get("/").with(HeaderName.X_REQUEST_ID, text))).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "<b>", "{\"a\":1}", "caf\u00e9", "a\u0000", "$(x)", "a'b", "a`b"})
    void otherTextIsNot(String text) {
        assertThat(ClientRequestId.of(FakeRequest.get("/").with(HeaderName.X_REQUEST_ID, text))).isEmpty();
    }

    @Test
    void aLongOneIsNot() {
        String longest = "a".repeat(ClientRequestId.MAX_LENGTH);
        assertThat(ClientRequestId.of(FakeRequest.get("/").with(HeaderName.X_REQUEST_ID, longest))).contains(longest);
        assertThat(ClientRequestId.of(FakeRequest.get("/").with(HeaderName.X_REQUEST_ID, longest + "a"))).isEmpty();
        assertThat(ClientRequestId.of(FakeRequest.get("/"))).isEmpty();
    }
}
