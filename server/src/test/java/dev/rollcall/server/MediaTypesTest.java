package dev.rollcall.server;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MediaTypesTest {
    @Test
    void scimIsTheTypeOfRfc7644() {
        assertThat(MediaTypes.SCIM).startsWith("application/scim+json");
    }
}
