package dev.rollcall.mapping;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An attribute of a profile that is not what it was, once the profile was made into a resource and read again.
 *
 * @param attribute of the profile
 * @param before empty where there was none
 * @param after empty where there is none
 * @param reason one sentence: why
 */
public record Loss(ProfilePath attribute, Optional<JsonNode> before, Optional<JsonNode> after, String reason) {}
