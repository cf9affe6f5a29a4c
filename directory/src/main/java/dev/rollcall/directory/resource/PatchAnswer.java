package dev.rollcall.directory.resource;

import dev.rollcall.scim.resource.Projection;

/**
 * What a PATCH answers.
 *
 * @param projection the parts of the resource
 * @param whateverItsSize whether a group is answered however many members it has; otherwise one with more than
 *     {@link ResourceLimits#patchAnswerMembers} is not
 */
public record PatchAnswer(Projection projection, boolean whateverItsSize) {}
