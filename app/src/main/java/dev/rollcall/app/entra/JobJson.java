package dev.rollcall.app.entra;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.json.JsonMapper;

/** What a job tells, as JSON on one line for scripts; what has no value is left out. */
final class JobJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private JobJson() {}

    static String line(Object told) {
        return MAPPER.writeValueAsString(told);
    }
}
