package io.taskmill.api.tree;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a family.
 *
 * @param items each task before its children, and these in the order in which they were given
 * @param next what the next page comes after; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TreePage(List<TreeNode> items, @Nullable String next) {}
