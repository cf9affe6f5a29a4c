package dev.rollcall.client.target;

import tools.jackson.databind.node.ObjectNode;

/**
 * A user or a group as the target last showed it.
 *
 * @param id the target's own id, the anchor of later requests
 * @param resource the resource as it was answered
 */
public record TargetResource(ObjectType type, String id, ObjectNode resource) {}
