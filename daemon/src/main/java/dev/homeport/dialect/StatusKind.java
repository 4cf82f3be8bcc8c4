package dev.homeport.dialect;

import dev.homeport.chat.Complaint.Kind;

/// What the status of an answer means where no word says more.
///
/// Only a 400, a 413 and a 422 are about the request, and for whoever would be asked. One that is
/// odd, as 409 or 431, is about the provider that gave it: somebody else may answer.
public final class StatusKind {
  private StatusKind() {}

  /// What it means.
  public static Kind of(int status) {
    return switch (status) {
      case 400, 422 -> Kind.BAD_REQUEST;
      case 401 -> Kind.KEY;
      case 402 -> Kind.CREDIT;
      case 403 -> Kind.FORBIDDEN;
      case 404, 410 -> Kind.NO_MODEL;
      case 408, 504, 524 -> Kind.TIMEOUT;
      case 413 -> Kind.TOO_LARGE;
      case 429 -> Kind.RATE;
      case 498, 503, 529 -> Kind.OVERLOADED;
      default -> Kind.SERVER;
    };
  }
}
