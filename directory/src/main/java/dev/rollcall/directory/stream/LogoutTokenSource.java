package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventId;
import java.time.Instant;

/** Makes OIDC back-channel logout tokens. */
public interface LogoutTokenSource {
    /**
     * A signed token, good for two minutes.
     *
     * @param audience whom it is for
     * @param subject the person's {@code user_id}
     * @param event its {@code jti}
     */
    String token(String audience, String subject, EventId event, Instant now);
}
