/** Full members from which a place without an organization is urgent. */
export const URGENT_FROM = 3;
