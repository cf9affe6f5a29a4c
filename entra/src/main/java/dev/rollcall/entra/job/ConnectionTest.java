package dev.rollcall.entra.job;

import dev.rollcall.client.reader.ErrorCode;
import java.util.Optional;

/**
 * What a test of the connection found.
 *
 * @param tenantUrl the URL that was tested
 * @param code empty when the endpoint answered as it must
 * @param message what an administrator reads
 * @param advice what to do next
 */
public record ConnectionTest(String tenantUrl, Optional<ErrorCode> code, String message, String advice) {
    public boolean passed() {
        return code.isEmpty();
    }
}
