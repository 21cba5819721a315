"""The dataset's tables and columns in English and Chinese, and the Chinese enum words."""

HEADINGS: dict[str, tuple[str, dict[str, str]]] = {
    "places": (
        "地点",
        {
            "code": "编码",
            "name": "名称",
            "kind": "类型",
            "parent_code": "上级编码",
            "households": "户数",
            "floors": "层数",
            "community_kind": "社区类型",
            "compound_kind": "小区类型",
            "no_property_mode": "无物业模式",
            "has_organization": "有组织机构",
            "has_cleaning": "有清扫保洁",
            "has_service": "有管理服务",
            "has_security": "有安全防范",
            "chat_group": "微信群",
            "notice_posted": "公示",
            "brand": "党建品牌",
        },
    ),
    "grid_areas": ("网格范围", {"grid_code": "网格编码", "place_code": "范围编码"}),
    "organizations": (
        "党组织",
        {
            "code": "编码",
            "name": "名称",
            "kind": "类型",
            "establishment": "设置方式",
            "joint": "联合",
            "expanded": "兼职委员制",
            "parent_code": "上级编码",
            "host_code": "依托单位",
            "established_on": "成立日期",
            "dissolved_on": "撤销日期",
            "term_started_on": "换届日期",
            "term_years": "任期",
        },
    ),
    "organization_areas": (
        "覆盖范围",
        {"organization_code": "党组织编码", "place_code": "地点编码", "since": "起", "until": "止"},
    ),
    "people": (
        "人员",
        {
            "code": "编码",
            "name": "姓名",
            "phone": "电话",
            "is_veteran": "退役军人",
            "residence_code": "居住地",
            "employer_code": "工作单位",
            "category": "党员类别",
            "joined_on": "入党日期",
            "full_member_on": "转正日期",
        },
    ),
    "affiliations": (
        "组织关系",
        {
            "person_code": "人员编码",
            "organization_code": "党组织编码",
            "kind": "性质",
            "since": "起",
            "until": "止",
        },
    ),
    "posts": (
        "任职",
        {
            "person_code": "人员编码",
            "role": "职务",
            "organization_code": "党组织编码",
            "place_code": "地点编码",
            "since": "起",
            "until": "止",
            "selected_by": "产生方式",
            "background": "来源",
        },
    ),
    "companies": ("物业企业", {"code": "统一社会信用代码", "name": "名称"}),
    "management": (
        "物业服务",
        {"company_code": "企业", "compound_code": "小区", "since": "起", "until": "止"},
    ),
    "units": ("单位", {"code": "编码", "name": "名称"}),
    "liaisons": (
        "包联",
        {
            "community_code": "社区",
            "role": "角色",
            "person_code": "人员",
            "unit_code": "单位",
            "since": "起",
            "until": "止",
            "duties": "职责",
        },
    ),
    "dual_registrations": (
        "双报到",
        {
            "community_code": "社区",
            "person_code": "人员",
            "unit_code": "单位",
            "registered_on": "日期",
            "claimed_post": "认领岗位",
        },
    ),
    "facilities": (
        "阵地",
        {"code": "编码", "name": "名称", "kind": "类型", "place_code": "所在地"},
    ),
    "rooms": ("功能室", {"facility_code": "阵地", "name": "名称", "extended": "拓展"}),
    "service_items": (
        "服务事项",
        {"code": "编码", "name": "名称", "category": "大类", "assisted": "全程代办"},
    ),
    "facility_services": ("服务下沉", {"facility_code": "阵地", "service_code": "事项"}),
    "teams": ("志愿服务队", {"code": "编码", "name": "名称", "compound_code": "小区"}),
    "activities": (
        "活动",
        {
            "code": "编码",
            "kind": "类型",
            "title": "名称",
            "held_on": "日期",
            "place_code": "地点",
            "team_code": "服务队",
            "served": "服务人次",
            "materials": "资料份数",
            "resolved": "办结件数",
            "feedback": "反馈条数",
        },
    ),
}

_COMMUNITY_KINDS = {
    "OLD_HOUSING": "老旧住宅类",
    "ESTABLISHED": "成熟住宅类",
    "RESETTLEMENT": "移民安置类",
    "MIXED": "多元融合类",
}
_COMPOUND_KINDS = {
    "BENEFIT": "惠民型",
    "QUALITY": "品质型",
    "SETTLED": "安居型",
    "INCLUSIVE": "共融型",
}
_NO_PROPERTY_MODES = {
    "LARGE_LEADS_SMALL": "以大带小扩展服务",
    "EMPLOYER_EXTENDED": "单位物业延伸服务",
    "JOINT_COMPOUNDS": "小区联建统一服务",
    "OWNER_SELF": "业主共治自我服务",
    "CONTIGUOUS": "连片管理集中服务",
}
_PLACE_KINDS = {
    "PROVINCE": "省",
    "CITY": "市",
    "DISTRICT": "区",
    "SUBDISTRICT": "街道",
    "TOWN": "镇",
    "TOWNSHIP": "乡",
    "COMMUNITY": "社区",
    "LANE": "街巷",
    "GRID": "网格",
    "MICRO_GRID": "微网格",
    "COMPOUND": "小区",
    "BUILDING": "楼栋",
    "BUILDING_UNIT": "单元",
}

WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("places", "kind"): _PLACE_KINDS,
    ("places", "community_kind"): _COMMUNITY_KINDS,
    ("places", "compound_kind"): _COMPOUND_KINDS,
    ("places", "no_property_mode"): _NO_PROPERTY_MODES,
    ("organizations", "kind"): {
        "WORKING_COMMITTEE": "党工委",
        "COMMITTEE": "党委",
        "GENERAL_BRANCH": "党总支",
        "BRANCH": "党支部",
        "GROUP": "党小组",
    },
    ("organizations", "establishment"): {
        "FUNCTIONAL": "功能型党支部",
        "TEMPORARY": "临时党支部",
    },
    ("people", "category"): {
        "RESIDENT": "居民党员",
        "IN_SERVICE": "在职党员",
        "RETIRED": "离退休党员",
        "MOBILE": "流动党员",
    },
    ("affiliations", "kind"): {"FORMAL": "组织关系", "PARTICIPATION": "参加组织生活"},
    ("posts", "role"): {
        "SECRETARY": "书记",
        "DEPUTY_SECRETARY": "副书记",
        "COMMITTEE_MEMBER": "委员",
        "PART_TIME_COMMITTEE_MEMBER": "兼职委员",
        "GROUP_LEADER": "党小组组长",
        "CENTRAL_HOUSEHOLD": "党员中心户",
        "GRID_LEADER": "网格长",
        "MICRO_GRID_LEADER": "微网格长",
        "UNIT_LEADER": "单元长",
        "POLICE_OFFICER": "警长",
    },
    ("posts", "selected_by"): {
        "COMMUNITY_SELECTED": "社区选任",
        "SELF_NOMINATED": "个人自荐",
        "MASS_RECOMMENDED": "群众推荐",
    },
    ("posts", "background"): {
        "RETIRED": "离退休",
        "VETERAN": "退役军人",
        "IN_SERVICE": "在职",
        "OTHER": "其他",
    },
    ("liaisons", "role"): {
        "DISTRICT_LEADER": "区级领导",
        "SUBDISTRICT_LEADER": "街道包联领导",
        "DISTRICT_UNIT": "区直单位",
        "ORGANIZATION_CADRE": "组工干部",
    },
    ("facilities", "kind"): {
        "SERVICE_CENTER": "党群服务中心",
        "GRID_SERVICE_STATION": "网格服务站",
        "RIDER_STATION": "小哥驿站",
    },
    ("activities", "kind"): {
        "CONFERENCE": "党建联席会议",
        "DELIBERATION": "红色议事会",
        "VOLUNTEER_SERVICE": "志愿服务",
        "MEDICAL": "健康义诊",
        "LECTURE": "宣讲",
        "TUTORING": "课业辅导",
    },
}


def columns(table: str) -> tuple[str, ...]:
    """The English column names of a table, in the order of its rows."""
    return tuple(HEADINGS[table][1])
