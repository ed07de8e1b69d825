import { expect, it } from "vitest";
import { appsOf, type Post } from "./session.ts";

const post = (role: Post["role"], tier: Post["tier"] = null) => ({ role, tier }) as Post;

it.each([
  ["a unit's clerk", [post("clerk")], ["county"]],
  ["a county bureau's reviewer", [post("reviewer", "county")], ["city"]],
  ["a city bureau's leader", [post("leader", "city")], ["city"]],
  ["a province reviewer: evaluation first, review too", [post("reviewer", "province")], ["province", "city"]],
  ["a province analyst, who reviews nothing", [post("analyst", "province")], ["province"]],
  [
    "a clerk who also reviews for the province",
    [post("clerk"), post("leader", "province")],
    ["county", "province", "city"],
  ],
  ["an administrator of accounts at a county", [post("system_admin", "county")], ["county"]],
  ["an administrator of accounts at a city", [post("security_admin", "city")], ["city"]],
  ["the platform's administrator", [post("system_admin")], ["province"]],
  ["a city's audit administrator", [post("audit_admin", "city")], ["city"]],
  ["a county's audit administrator", [post("audit_admin", "county")], ["county"]],
  ["the platform's audit administrator", [post("audit_admin")], ["province"]],
  ["an auditor of the whole platform", [post("auditor")], ["province"]],
  ["a county's auditor", [post("auditor", "county")], ["city"]],
])("lets in %s", (_who, posts, apps) => expect(appsOf(posts)).toEqual(apps));
