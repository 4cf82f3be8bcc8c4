package dev.homeport.dialect.answer;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the fragments of an object belong together. Of fields that it does not name, lists are
/// joined, and of anything else the last counts.
///
/// @param texts fields whose strings are joined
/// @param objects fields that are such objects themselves
/// @param items fields that are lists of such objects, which say their `index`
/// @param dropped fields that only fragments have
/// @param order the fields that come first, in their order; the others come as they came
public record Form(
    Set<String> texts,
    Map<String, Form> objects,
    Map<String, Form> items,
    Set<String> dropped,
    List<String> order) {
  /// One that names nothing.
  public static final Form FREE = new Form(Set.of(), Map.of(), Map.of(), Set.of(), List.of());

  /// One of which only strings are named.
  public static Form ofTexts(String... texts) {
    return FREE.joining(texts);
  }

  /// The same with these strings.
  public Form joining(String... names) {
    return new Form(Set.of(names), objects, items, dropped, order);
  }

  /// The same with these objects.
  public Form holding(Map<String, Form> inner) {
    return new Form(texts, inner, items, dropped, order);
  }

  /// The same with these lists.
  public Form listing(Map<String, Form> each) {
    return new Form(texts, objects, each, dropped, order);
  }

  /// The same without these.
  public Form dropping(String... names) {
    return new Form(texts, objects, items, Set.of(names), order);
  }

  /// The same in this order.
  public Form ordered(String... names) {
    return new Form(texts, objects, items, dropped, List.of(names));
  }
}
