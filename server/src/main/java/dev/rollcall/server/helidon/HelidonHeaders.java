package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Between our header names and the library's. */
final class HelidonHeaders {
    private static final Map<HeaderName, io.helidon.http.HeaderName> USUAL = HeaderName.USUAL.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), HelidonHeaders::create));

    private HelidonHeaders() {}

    static Optional<String> value(Headers headers, HeaderName name) {
        io.helidon.http.HeaderName key = name(name);
        return headers.contains(key) ? Optional.of(headers.get(key).values()) : Optional.empty();
    }

    static Header of(HttpResponse.Field field) {
        return HeaderValues.create(name(field.name()), field.value());
    }

    private static io.helidon.http.HeaderName name(HeaderName name) {
        io.helidon.http.HeaderName usual = USUAL.get(name);
        return usual == null ? create(name) : usual;
    }

    private static io.helidon.http.HeaderName create(HeaderName name) {
        return HeaderNames.create(name.text());
    }
}
