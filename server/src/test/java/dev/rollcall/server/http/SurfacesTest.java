package dev.rollcall.server.http;

import dev.rollcall.server.testing.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Which surface a path belongs to, and whose form its errors have. */
class SurfacesTest {
    private static final HeaderName FINISHED = HeaderName.of("X-Finished");

    private final Surfaces surfaces = new Surfaces(
            List.of(surface("rest", ""), surface("api", "/api"), surface("api v2", "/api/v2")),
            response -> response.with(FINISHED, "yes"));

    @ParameterizedTest
    @CsvSource(textBlock = """
        /api,        api
        /api/,       api
        /api/x,      api
        /apix,       rest
        /api/v2,     api v2
        /api/v2/x,   api v2
        /api/v20,    api
        //api/x,     rest
        /%61pi,      rest
        /,           rest
        '',          rest
        """)
    void theLongestPrefixTakesThePath(String path, String surface) {
        assertThat(text(surfaces.handle(FakeRequest.get(path)))).isEqualTo("answer of " + surface);
        HttpResponse refused = surfaces.refuse(path, new HttpError(414, "too long"));
        assertThat(text(refused)).isEqualTo("error of " + surface + ": too long");
        assertThat(refused.status()).isEqualTo(414);
        assertThat(refused.field(FINISHED)).contains("yes");
    }

    @Test
    void everyAnswerIsFinishedOnceAlsoTheOneInsteadOfAStream() {
        HttpEndpoint streaming = request -> HttpResponse.empty(200)
                .withBody(ResponseBody.of(out -> out.write(1)).toldTo(new Replacing()));
        Surfaces all = new Surfaces(
                List.of(new Surface("", streaming, error -> HttpResponse.empty(error.status()))),
                response -> response.with(FINISHED, "yes"));
        HttpResponse response = all.handle(FakeRequest.get("/"));
        assertThat(response.fields()).hasSize(1);
        ResponseBody.Streamed body = (ResponseBody.Streamed) response.body();
        HttpResponse instead = body.listener().failed(new IllegalStateException());
        assertThat(instead.status()).isEqualTo(503);
        assertThat(instead.fields()).hasSize(1);
    }

    @Test
    void aListThatLeavesAPathOpenOrTakesOneTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Surfaces(List.of(surface("a", "/a")), UnaryOperator.identity()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Surfaces(
                        List.of(surface("a", ""), surface("b", "/b"), surface("c", "/b")), UnaryOperator.identity()));
        assertThatIllegalArgumentException().isThrownBy(() -> surface("a", "/a/"));
        assertThatIllegalArgumentException().isThrownBy(() -> surface("a", "a"));
    }

    private static Surface surface(String name, String prefix) {
        return new Surface(
                prefix,
                request -> text(200, "answer of " + name),
                error -> text(error.status(), "error of " + name + ": " + error.detail()));
    }

    private static HttpResponse text(int status, String text) {
        return HttpResponse.of(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(HttpResponse response) {
        return new String(((ResponseBody.Bytes) response.body()).array(), StandardCharsets.UTF_8);
    }

    private static final class Replacing implements StreamListener {
        @Override
        public HttpResponse failed(Throwable failure) {
            return HttpResponse.empty(503);
        }

        @Override
        public void ended(Optional<Throwable> cut) {
            throw new AssertionError("The stream has not begun");
        }
    }
}
