"""The contract's enums: the Chinese words that datasets may use, and what each is in English."""

from graph.declare import Vocabulary


class PlaceKind(Vocabulary):
    """地点类型：地图上各类地点。 — Kinds of places on the map, from the top down."""

    PROVINCE = "省 — A province."
    CITY = "市 — A city above districts."
    DISTRICT = "区|县 — A district or county."
    SUBDISTRICT = "街道 — A subdistrict, town or township."
    COMMUNITY = "社区 — An urban community."
    LANE = "街巷 — A lane."
    GRID = "网格 — A grid."
    MICRO_GRID = "微网格 — A micro-grid."
    COMPOUND = "小区 — A residential compound."
    BUILDING = "楼栋|楼宇 — A building."
    BUILDING_UNIT = "单元 — A unit of a building: one stairwell."


class SubdistrictKind(Vocabulary):
    """街道类型：街道、镇或乡。 — Kinds of subdistricts."""

    SUBDISTRICT = "街道 — A subdistrict."
    TOWN = "镇 — A town."
    TOWNSHIP = "乡 — A township."


class CommunityKind(Vocabulary):
    """社区类型：按住房状况划分。 — Kinds of communities, by their housing."""

    OLD_HOUSING = "老旧住宅类 — Old housing."
    ESTABLISHED = "成熟住宅类 — Established housing."
    RESETTLEMENT = "移民安置类 — Resettlement."
    MIXED = "多元融合类 — Mixed."


class CompoundKind(Vocabulary):
    """小区类型：四型小区。 — Kinds of compounds."""

    BENEFIT = "惠民型 — Benefit: old housing improved for its residents."
    QUALITY = "品质型 — Quality: with a well-run property company."
    SETTLED = "安居型 — Settled: resettlement housing."
    INCLUSIVE = "共融型 — Inclusive: mixed residents."


class NoPropertyMode(Vocabulary):
    """无物业模式：没有物业企业时如何服务。 — How a compound without a company is served."""

    LARGE_LEADS_SMALL = "以大带小扩展服务 — A large compound extends its service to a small one."
    EMPLOYER_EXTENDED = "单位物业延伸服务 — An employer extends its property service."
    JOINT_COMPOUNDS = "小区联建统一服务 — Compounds join for one service."
    OWNER_SELF = "业主共治自我服务 — Owners govern and serve themselves."
    CONTIGUOUS = "连片管理集中服务 — Neighbouring compounds are managed as one."


class GridCompoundRelation(Vocabulary):
    """网格与小区的关系 — A grid's buildings against a compound's; derived, never stored."""

    CONTAINS = "网格大于小区 — The grid holds all of it, and more."
    EQUALS = "网格等于小区 — Both hold the same."
    WITHIN = "网格小于小区 — The compound holds all of the grid, and more."
    OVERLAPS = "网格与小区交叉 — They share some."


class OrganizationKind(Vocabulary):
    """党组织类型 — Kinds of Party organizations, from the top down."""

    WORKING_COMMITTEE = "党工委|大工委 — A working committee."
    COMMITTEE = "党委|大党委 — A committee."
    GENERAL_BRANCH = "党总支 — A general branch."
    BRANCH = "党支部 — A branch."
    GROUP = "党小组 — A group."


class Establishment(Vocabulary):
    """设置方式：党组织如何设立。 — How an organization was set up."""

    FORMAL = "正式 — Formal."
    FUNCTIONAL = "功能型|功能型党支部 — Functional, for a task."
    TEMPORARY = "临时|临时党支部 — Temporary."


class LinkageLevel(Vocabulary):
    """五级层级：由所覆盖地点得出。 — The five linked levels, by the kind of place covered."""

    SUBDISTRICT = "街道 — The subdistrict's working committee."
    COMMUNITY = "社区 — The community's committee."
    GRID = "网格 — The grid's general branch or branch."
    COMPOUND = "小区 — The compound's branch or general branch."
    BUILDING = "楼宇 — The building's group."


class MemberCategory(Vocabulary):
    """党员类别 — Kinds of members."""

    RESIDENT = "居民党员 — A resident member."
    IN_SERVICE = "在职党员 — A member in service at work."
    RETIRED = "离退休党员 — A retired member."
    MOBILE = "流动党员 — A mobile member."


class AffiliationKind(Vocabulary):
    """组织关系性质 — How a person is affiliated with an organization."""

    FORMAL = "组织关系 — The formal membership."
    PARTICIPATION = "参加组织生活 — Takes part in the organization's life."


class PostRole(Vocabulary):
    """职务 — What the holder of a post is."""

    SECRETARY = "书记 — Secretary."
    DEPUTY_SECRETARY = "副书记 — Deputy secretary."
    COMMITTEE_MEMBER = "委员 — Committee member."
    PART_TIME_COMMITTEE_MEMBER = "兼职委员 — Part-time committee member."
    GROUP_LEADER = "党小组组长 — Party group leader."
    CENTRAL_HOUSEHOLD = "党员中心户 — Party members' central household."
    GRID_LEADER = "网格长 — Grid leader."
    MICRO_GRID_LEADER = "微网格长 — Micro-grid leader."
    UNIT_LEADER = "单元长 — Unit leader."
    POLICE_OFFICER = "警长 — Community police officer."


class SelectionMethod(Vocabulary):
    """产生方式：如何担任职务。 — How somebody came into a post."""

    COMMUNITY_SELECTED = "社区选任 — Selected by the community."
    SELF_NOMINATED = "个人自荐 — By own nomination."
    MASS_RECOMMENDED = "群众推荐 — Recommended by the residents."


class SecretaryBackground(Vocabulary):
    """来源：书记的来源。 — Where a secretary comes from."""

    RETIRED = "离退休 — Retired."
    VETERAN = "退役军人 — A veteran."
    IN_SERVICE = "在职 — In service."
    OTHER = "其他 — Something else."


class LiaisonRole(Vocabulary):
    """包联角色：四包一的四个角色。 — The four roles of the four-to-one liaison."""

    DISTRICT_LEADER = "区级领导 — A district leader."
    SUBDISTRICT_LEADER = "街道包联领导 — A subdistrict leader."
    DISTRICT_UNIT = "区直单位 — A unit of the district."
    ORGANIZATION_CADRE = "组工干部 — A cadre for organization work."


class FacilityKind(Vocabulary):
    """阵地类型 — Kinds of facilities."""

    SERVICE_CENTER = "党群服务中心 — A Party and residents' service center."
    GRID_SERVICE_STATION = "网格服务站 — A grid service station."
    RIDER_STATION = "小哥驿站 — A station for riders."


class ActivityKind(Vocabulary):
    """活动类型 — Kinds of activities."""

    VOLUNTEER_SERVICE = "志愿服务 — Volunteer service."
    MEDICAL = "健康义诊 — Free medical advice."
    LECTURE = "宣讲 — A lecture."
    TUTORING = "课业辅导 — Tutoring."
    DELIBERATION = "红色议事会|凉亭议事 — A deliberation."
    CONFERENCE = "党建联席会议 — A joint Party-building conference."
    OTHER = "其他 — Something else."


class AppointmentDirection(Vocabulary):
    """交叉任职方向：从哪一方进入另一方。 — From which side to which somebody was appointed."""

    COMMUNITY_TO_COMPANY = "社区进企业 — From the community to the company."
    COMPANY_TO_COMMUNITY = "企业进社区 — From the company to the community."


class AppointmentStatus(Vocabulary):
    """交叉任职状态：哪些方向有任职。 — Which directions a pair has appointments in."""

    MUTUAL = "双向 — Both."
    ONLY_COMMUNITY_TO_COMPANY = "仅社区进企业 — Only from the community to the company."
    ONLY_COMPANY_TO_COMMUNITY = "仅企业进社区 — Only from the company to the community."
    NONE = "无 — Neither."


class Severity(Vocabulary):
    """程度：问题有多严重。 — How grave a finding is."""

    ERROR = "错误 — Against a rule."
    WARN = "警告 — Likely to need care."
    INFO = "提示 — To be known."
